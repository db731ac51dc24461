package terraform

import (
	"github.com/zclconf/go-cty/cty"
)

// schemas lists the attributes of the resources that are part of Terraform
// itself, with what they are when nothing is written.
var schemas = map[string]map[string]cty.Value{
	"terraform_data": {
		"id":               cty.UnknownVal(cty.String).RefineNotNull(),
		"input":            cty.NullVal(cty.DynamicPseudoType),
		"output":           cty.NullVal(cty.DynamicPseudoType),
		"triggers_replace": cty.NullVal(cty.DynamicPseudoType),
	},
}

// special returns an attribute of an instance of which plumb knows more than
// what is written, because it follows from others or its shape is known.
func special(i *instance, name string) (cty.Value, bool) {
	switch i.of.decl.kind + "." + i.of.decl.typ {
	case "resource.terraform_data":
		return terraformData(i, name)
	case "data.aws_availability_zones":
		return availabilityZones(i, name)
	case "data.aws_iam_policy_document":
		return policyDocumentJSON(i, name)
	case "data.terraform_remote_state":
		return remoteState(i, name)
	}
	return cty.NilVal, false
}

// terraformData gives output its input's shape: terraform plans it as unknown
// whenever there is an input.
func terraformData(i *instance, name string) (cty.Value, bool) {
	if name != "output" {
		return cty.NilVal, false
	}
	attr, ok := i.content.body.Attributes["input"]
	if !ok {
		return cty.NilVal, false
	}
	v := i.content.attribute("input", attr)
	if isNull(v) {
		return cty.NilVal, false
	}
	return cty.UnknownVal(v.Type()).WithMarks(deepMarks(v)), true
}

// zones is how many availability zones a region is taken to have where only
// their number matters.
const zones = 6

// availabilityZones gives the lists of zones a length, since modules count
// subnets by it. Their names stay unknown.
func availabilityZones(i *instance, name string) (cty.Value, bool) {
	switch name {
	case "names", "zone_ids":
	default:
		return cty.NilVal, false
	}
	elements := make([]cty.Value, zones)
	for n := range elements {
		elements[n] = cty.UnknownVal(cty.String).RefineNotNull().Mark(referenceMark{i.address, name})
	}
	return cty.ListVal(elements).Mark(assumptionMark{"six availability zones"}), true
}

package graph

// Language is the language that a resource was written in.
type Language string

// The languages. A plan is Terraform's, whatever its encoding.
const (
	Terraform      Language = "terraform"
	CloudFormation Language = "cloudformation"
)

// Mode tells resources that are deployed from what only supports them.
type Mode uint8

// The modes of a resource.
const (
	Managed Mode = iota // created by the deployment
	Data                // a Terraform data source
	Pseudo              // not a resource: a variable, parameter, output, provider or the unit itself
)

// The types of pseudo resources, from which the kinds variable, output,
// provider and unit are mapped.
const (
	TypeTerraformModule         = "terraform:module"   // one per unit: the root module
	TypeTerraformVariable       = "terraform:variable" // the root module's; address var.NAME
	TypeTerraformOutput         = "terraform:output"   // the root module's; address output.NAME
	TypeTerraformProvider       = "terraform:provider" // any module's; address provider.NAME[.ALIAS]
	TypeCloudFormationTemplate  = "cloudformation:template"
	TypeCloudFormationParameter = "cloudformation:parameter"
	TypeCloudFormationOutput    = "cloudformation:output"
)

// Call is one step of the chain of module calls or nested stacks that led to a resource.
type Call struct {
	Address string // address of the call: module.db["a"], or the logical id of the nested stack
	Range   Range  // header of the module block, or the nested stack resource
}

// Resource is one resource instance as the source describes it.
type Resource struct {
	// Address is Terraform's (module.db.aws_db_instance.main["a"]; an unknown
	// instance key is [?]) or the CloudFormation logical id (Outer/Inner in a
	// nested stack).
	Address string
	// ConfigAddress is Address without instance keys: what is the same for all
	// instances of one block.
	ConfigAddress string
	Type          string // aws_s3_bucket, AWS::S3::Bucket
	Language      Language
	Mode          Mode

	Range  Range  // the whole block
	Header Range  // its first line: where something missing is reported
	Calls  []Call // outermost first

	// Attributes is a Map of the evaluated attributes in the source language's
	// own names; Terraform blocks are lists of maps.
	Attributes *Value
	// Meta is a Map of what stands beside the attributes: lifecycle, depends_on,
	// provider, default_tags; DeletionPolicy, UpdateReplacePolicy, DependsOn,
	// Metadata, CreationPolicy, UpdatePolicy.
	Meta *Value
	// Conditional says why it isn't known whether the resource exists at all;
	// nil when it does.
	Conditional *Uncertainty
	// ConstructPath is the CDK construct (aws:cdk:path), empty without CDK.
	ConstructPath string
	// Related are further places to show with a finding: the line of the CDK
	// program that made the resource, where the assembly tells it.
	Related []Range
}

// Edge is one reference from a value of a resource to another resource.
type Edge struct {
	From string
	Path Path
	To   Reference
}

// Edges returns the references of the resource's attributes in the order of
// their paths.
func (r *Resource) Edges() []Edge {
	var edges []Edge
	r.Attributes.Walk(func(path Path, v *Value) bool {
		for _, ref := range v.References {
			edges = append(edges, Edge{From: r.Address, Path: append(Path(nil), path...), To: ref})
		}
		return true
	})
	return edges
}

// Node is one normalized resource: a canonical kind with canonical attributes.
// A resource can give several nodes (an instance and its volumes).
type Node struct {
	Kind string
	// Address is the resource's, followed by #path for a child that is embedded
	// in it: aws_instance.web#root_block_device[0].
	Address    string
	Resource   *Resource
	Attributes *Value // Map
	// Conditional says why it isn't known whether the node exists; nil when it does.
	Conditional *Uncertainty
	// Region is what to show when nothing of the node is written at a path: the
	// resource's header, or the embedded block.
	Region Range
}

// Locate returns the smallest region to show for a path: the value, its
// closest written ancestor, or the header of the block.
func (n *Node) Locate(path Path) Range {
	if len(path) > 0 && n.Attributes != nil {
		v := n.Attributes.step(path[0])
		if r, ok := v.Nearest(path[1:]); ok {
			return r
		}
	}
	return n.Region
}

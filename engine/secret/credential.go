// Package secret finds credentials that stand in the source: passwords and
// tokens of resources, and AWS access keys in any text. It says where a value
// comes from, never what it is.
//
// It reads the graph alone, and knows which attributes hold credentials, but no
// rule.
package secret

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// credentialsName is the derived attribute that the package writes.
const credentialsName = "credentials"

// attributes are the paths to credentials, by kind; * stands for every element.
var attributes = map[string][]string{
	"rds.instance":                  {"password"},
	"rds.cluster":                   {"password"},
	"docdb.cluster":                 {"master_password"},
	"redshift.cluster":              {"master_password"},
	"redshift.serverless_namespace": {"admin_password"},
	"mq.broker":                     {"users.*.password", "ldap_password"},
	"directoryservice.directory":    {"password"},
	"elasticache.replication_group": {"auth_token"},
	"elasticache.user":              {"passwords.*"},
	"firehose.stream":               {"redshift.password", "splunk.hec_token", "http_endpoint.access_key", "snowflake.private_key"},
	"opensearch.domain":             {"master_password"},
	"iam.user":                      {"password"},
	"cognito.user":                  {"password", "temporary_password"},
}

// The places that a credential can come from, if it is not kept secret.
const (
	fromLiteral  = "literal"         // written where it is used
	fromDefault  = "default"         // the default of a variable or parameter
	fromVariable = "variable"        // a variable that isn't marked as sensitive
	fromStore    = "parameter_store" // a parameter that is stored in plain text
)

// Annotate adds to each node that has credentials where those come from, and to
// the unit where access keys stand. It replaces the nodes that it changes.
func Annotate(u *graph.Unit) {
	annotateLeaks(u)
	var vars *variables
	for i, n := range u.Nodes {
		paths, ok := attributes[n.Kind]
		if !ok || n.Attributes == nil {
			continue
		}
		if vars == nil {
			vars = readVariables(u)
		}
		list := &graph.Value{Form: graph.List, Origin: graph.Derived}
		for _, path := range paths {
			visit(n.Attributes, nil, strings.Split(path, "."), func(at graph.Path, v *graph.Value) {
				if entry := vars.entry(at, v); entry != nil {
					list.List = append(list.List, entry)
				}
			})
		}
		if len(list.List) == 0 && n.Attributes.Get(credentialsName) == nil {
			continue
		}
		clone, values := *n, *n.Attributes
		values.Map = maps.Clone(n.Attributes.Map)
		values.Map[credentialsName] = list
		clone.Attributes = &values
		u.Nodes[i] = &clone
	}
}

// visit calls found for each value at a path, or for the unknown value on the
// way to it.
func visit(v *graph.Value, at graph.Path, path []string, found func(graph.Path, *graph.Value)) {
	switch {
	case v.IsAbsent():
	case len(path) == 0 || !v.IsKnown():
		found(at, v)
	case path[0] == "*":
		for i, e := range v.List {
			visit(e, append(slices.Clip(at), strconv.Itoa(i)), path[1:], found)
		}
	default:
		visit(v.Get(path[0]), append(slices.Clip(at), path[0]), path[1:], found)
	}
}

// entry describes where the value of a credential comes from; nil when it is
// kept secret.
func (vars *variables) entry(at graph.Path, v *graph.Value) *graph.Value {
	from, name, decided := vars.origin(v)
	source := graph.NewString(from)
	switch {
	case !decided:
		why := &graph.Uncertainty{Reason: graph.ReasonVariable, Deciders: []string{name}}
		if v.Why != nil {
			why = &graph.Uncertainty{Reason: v.Why.Reason, Deciders: v.Why.Deciders}
		}
		source = &graph.Value{Form: graph.Unknown, Why: why, References: v.References}
	case from == "":
		return nil
	}
	path := &graph.Value{Form: graph.List}
	for _, step := range at {
		path.List = append(path.List, graph.NewString(step))
	}
	source.Origin, source.Range, source.ValueRange = graph.Derived, v.Range, v.ValueRange
	return &graph.Value{
		Form: graph.Map, Origin: graph.Derived, Range: v.Range, ValueRange: v.ValueRange,
		Map: map[string]*graph.Value{"from": source, "variable": graph.NewString(name), "path": path, "attribute": graph.NewString(at.String())},
	}
}

// origin returns where a credential comes from and the name of the variable, if
// it is one; decided is false when that can't be told.
func (vars *variables) origin(v *graph.Value) (from, name string, decided bool) {
	if v.IsKnown() {
		return vars.knownOrigin(v)
	}
	if v.Sensitive || v.Why == nil {
		return "", "", true
	}
	switch v.Why.Reason {
	case graph.ReasonComputed:
		return "", "", true
	case graph.ReasonData:
		// A dynamic reference that isn't secret, {{resolve:ssm:...}}, reads a
		// plain parameter; a data source of Terraform is a reference.
		if vars.language == graph.CloudFormation && len(v.References) == 0 {
			return fromStore, "", true
		}
		return "", "", true
	case graph.ReasonVariable, graph.ReasonParameter:
		for _, decider := range v.Why.Deciders {
			if variable, ok := vars.byName[strings.TrimPrefix(decider, "parameter ")]; ok {
				return variable.origin()
			}
		}
	default:
	}
	return "", "", false
}

func (vars *variables) knownOrigin(v *graph.Value) (from, name string, decided bool) {
	if v.Form != graph.String && v.Form != graph.Number || v.Text == "" {
		return "", "", true
	}
	if variable, ok := vars.byValue[v.Text]; ok {
		return variable.origin()
	}
	return fromLiteral, "", true
}

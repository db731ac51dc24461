package compile

import (
	yaml "go.yaml.in/yaml/v4"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// value reads a default. {$unknown: computed} stands for a value that only AWS
// decides, with the reason in the words of graph.Reason.
func (r *reader) value(n *yaml.Node) *graph.Value {
	n = follow(n)
	v := &graph.Value{Origin: graph.FromDefault}
	switch n.Kind {
	case yaml.SequenceNode:
		v.Form = graph.List
		for _, e := range n.Content {
			v.List = append(v.List, r.value(e))
		}
	case yaml.MappingNode:
		if len(n.Content) == 0 {
			v.Form = graph.Map
			return v
		}
		f := r.fields(n)
		if len(f) != 1 || f[0].key != "$unknown" {
			r.errorf(n, "a default is a scalar, a list, {} or {$unknown: reason}")
			return v
		}
		v.Form = graph.Unknown
		v.Why = &graph.Uncertainty{Reason: r.reason(f[0].value)}
	default:
		r.scalar(n, v)
	}
	return v
}

func (r *reader) reason(n *yaml.Node) graph.Reason {
	switch reason := graph.Reason(n.Value); reason {
	case graph.ReasonComputed, graph.ReasonData, graph.ReasonModule:
		return reason
	default:
		r.errorf(n, "%q is not a reason: computed, data or module was expected", n.Value)
		return graph.ReasonComputed
	}
}

func (r *reader) scalar(n *yaml.Node, v *graph.Value) {
	switch n.Tag {
	case "!!bool":
		v.Form, v.Bool = graph.Bool, n.Value == "true"
	case "!!int", "!!float":
		v.Form, v.Text = graph.Number, n.Value
	case "!!str":
		v.Form, v.Text = graph.String, n.Value
	default:
		r.errorf(n, "a scalar was expected")
	}
}

// fits reports whether a default can stand for an attribute of a type.
func fits(t mapping.Type, v *graph.Value) bool {
	if v.Form == graph.Unknown {
		return true
	}
	switch t {
	case mapping.String, mapping.Ref:
		return v.Form == graph.String
	case mapping.Bool:
		return v.Form == graph.Bool
	case mapping.Number:
		return v.Form == graph.Number
	case mapping.List:
		return v.Form == graph.List
	case mapping.Map:
		return v.Form == graph.Map
	case mapping.Policy:
		return false
	case mapping.Any:
	}
	return true
}

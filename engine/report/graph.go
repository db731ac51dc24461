package report

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/engine"
	"github.com/plumb-iac/plumb/parser/graph"
)

// The shapes of plumb graph --format json; docs/graph.schema.json describes them.
type (
	jsonResource struct {
		Unit        string          `json:"unit"`
		Environment string          `json:"environment,omitempty"`
		Address     string          `json:"address"`
		Type        string          `json:"type"`
		Language    graph.Language  `json:"language"`
		File        string          `json:"file"`
		Range       *jsonRange      `json:"range"`
		Calls       []jsonCall      `json:"calls"`
		Conditional bool            `json:"conditional,omitempty"`
		Attributes  any             `json:"attributes"`
		Unknown     []string        `json:"unknown"`
		References  []jsonReference `json:"references"`
		Nodes       []jsonNode      `json:"nodes"`
	}
	jsonReference struct {
		Path string `json:"path"`
		To   string `json:"to"`
	}
	jsonNode struct {
		Kind       string `json:"kind"`
		Address    string `json:"address"`
		Attributes any    `json:"attributes"`
	}
)

// GraphFormats lists the names that Graph takes, the default first.
func GraphFormats() []string { return []string{"json", "dot", "mermaid"} }

// Graph writes the resources of the units: json with all that is known of each,
// dot and mermaid as a drawing of the network. Further diagnostics, of what
// made no unit, stand in json beside those of the units.
func Graph(w io.Writer, format string, units []*graph.Unit, further ...graph.Diagnostic) error {
	units = slices.Clone(units)
	slices.SortStableFunc(units, func(a, b *graph.Unit) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Environment, b.Environment))
	})
	var err error
	switch format {
	case "json":
		err = graphJSON(w, units, further)
	case "dot":
		err = graphDOT(w, units)
	case "mermaid":
		err = graphMermaid(w, units)
	default:
		return fmt.Errorf("unknown format %q: want one of %s", format, strings.Join(GraphFormats(), ", "))
	}
	if err != nil {
		return fmt.Errorf("write graph: %w", err)
	}
	return nil
}

// graphJSON writes a resource a line.
func graphJSON(w io.Writer, units []*graph.Unit, further []graph.Diagnostic) error {
	b := bufio.NewWriter(w)
	_, _ = b.WriteString("{\"version\": 1,\n\"resources\": [")
	i := 0
	for _, u := range units {
		nodes := nodesByResource(u)
		for _, r := range managed(u) {
			if err := element(b, i, resource(u, r, nodes[r])); err != nil {
				return err
			}
			i++
		}
	}
	_, _ = b.WriteString("\n],\n\"diagnostics\": [")
	for i, d := range diagnosticsOf(units, further) {
		if err := element(b, i, diagnostic(d)); err != nil {
			return err
		}
	}
	_, _ = b.WriteString("\n]\n}\n")
	return b.Flush() // carries the errors of all writes
}

// diagnosticsOf collects all diagnostics, sorted; units that share a module
// repeat its diagnostics.
func diagnosticsOf(units []*graph.Unit, further []graph.Diagnostic) []graph.Diagnostic {
	all := slices.Clone(further)
	for _, u := range units {
		all = append(all, u.Diagnostics...)
	}
	slices.SortFunc(all, func(a, b graph.Diagnostic) int {
		return cmp.Or(a.Range.Compare(b.Range), strings.Compare(string(a.Severity), string(b.Severity)), strings.Compare(a.Message, b.Message))
	})
	return slices.Compact(all)
}

// managed returns the unit's resources that are deployed, sorted by address.
func managed(u *graph.Unit) []*graph.Resource {
	list := slices.DeleteFunc(slices.Clone(u.Resources), func(r *graph.Resource) bool { return r.Mode != graph.Managed })
	slices.SortStableFunc(list, func(a, b *graph.Resource) int { return strings.Compare(a.Address, b.Address) })
	return list
}

func nodesByResource(u *graph.Unit) map[*graph.Resource][]*graph.Node {
	nodes := map[*graph.Resource][]*graph.Node{}
	for _, n := range u.Nodes {
		nodes[n.Resource] = append(nodes[n.Resource], n)
	}
	return nodes
}

func resource(u *graph.Unit, r *graph.Resource, nodes []*graph.Node) jsonResource {
	out := jsonResource{
		Unit: u.Path, Environment: u.Environment, Address: r.Address, Type: r.Type, Language: r.Language,
		File: r.Range.File, Range: span(r.Range), Calls: callChain(r.Calls), Conditional: r.Conditional != nil,
		Attributes: plain(r.Attributes), Unknown: []string{}, References: references(r), Nodes: []jsonNode{},
	}
	if r.Attributes == nil {
		out.Attributes = map[string]any{}
	}
	r.Attributes.Walk(func(path graph.Path, v *graph.Value) bool {
		if v.Form == graph.Unknown {
			out.Unknown = append(out.Unknown, strings.Join(path, "."))
		}
		return true
	})
	for _, n := range nodes {
		out.Nodes = append(out.Nodes, jsonNode{Kind: n.Kind, Address: n.Address, Attributes: plain(n.Attributes)})
	}
	slices.SortFunc(out.Nodes, func(a, b jsonNode) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Address, b.Address))
	})
	return out
}

// references lists what the attributes refer to, each pair once. Those from
// within an unknown string or a decoded document count as the attribute's own.
func references(r *graph.Resource) []jsonReference {
	list := []jsonReference{}
	for _, e := range r.Edges() {
		ref := jsonReference{Path: strings.Join(e.Path, "."), To: e.To.To}
		if !slices.Contains(list, ref) {
			list = append(list, ref)
		}
	}
	return list
}

// plain returns a value as JSON has it: null for what is unknown, *** for what
// is secret or looks like a credential.
func plain(v *graph.Value) any {
	if v == nil {
		return nil
	}
	if v.Sensitive && v.Form != graph.Unknown && v.Form != graph.Null {
		return "***"
	}
	switch v.Form {
	case graph.Bool:
		return v.Bool
	case graph.Number:
		if json.Valid([]byte(v.Text)) {
			return json.Number(v.Text)
		}
		return v.Text
	case graph.String:
		return engine.Redact(v.Text)
	case graph.List:
		list := make([]any, 0, len(v.List))
		for _, e := range v.List {
			list = append(list, plain(e))
		}
		return list
	case graph.Map:
		entries := make(map[string]any, len(v.Map))
		for k, e := range v.Map {
			if graph.HoldsCredential(k, e) {
				entries[k] = "***"
				continue
			}
			entries[k] = plain(e)
		}
		return entries
	case graph.Null, graph.Unknown:
		return nil
	default:
		return nil
	}
}

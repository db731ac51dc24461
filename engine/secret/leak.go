package secret

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// The derived attributes of the scan: on the unit where access keys stand, and
// on each such node what was found, so that it can be shown in place.
const (
	leaksName  = "leaks"
	leakedName = "leaked_keys"
)

// accessKey is an access key ID of AWS.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
var accessKey = regexp.MustCompile(`(?:^|[^A-Za-z0-9])((?:AKIA|ASIA)[A-Z2-7]{16})(?:$|[^A-Za-z0-9])`)

// secretKey is the shape of a secret access key.
var secretKey = regexp.MustCompile(`^[A-Za-z0-9/+]{40}$`)

// leak is an access key in the text of a resource.
type leak struct {
	hint  string // the first four and the last two characters
	value *graph.Value
}

// annotateLeaks adds to the node of the unit where AWS access keys stand in any
// text of its resources, variables and outputs, mapped or not.
func annotateLeaks(u *graph.Unit) {
	unit := -1
	nodes := map[*graph.Resource]int{}
	for i, n := range u.Nodes {
		if n.Kind == "unit" && (unit < 0 || n.Address == ".") {
			unit = i
		}
		if _, ok := nodes[n.Resource]; !ok {
			nodes[n.Resource] = i
		}
	}
	if unit < 0 {
		return
	}
	list := &graph.Value{Form: graph.List, Origin: graph.Derived}
	for _, r := range u.Resources {
		leaks := scan(r)
		if len(leaks) == 0 {
			continue
		}
		i, ok := nodes[r]
		if !ok {
			i = unit
		}
		address := u.Nodes[i].Address
		first := record(u, i, leaks)
		for j, l := range leaks {
			list.List = append(list.List, graph.NewMap(map[string]*graph.Value{
				"node": graph.NewString(address), "index": graph.NewInt(first + j),
				"hint": graph.NewString(l.hint), "place": graph.NewString(r.Address),
			}))
		}
	}
	if len(list.List) > 0 {
		set(u, unit, leaksName, list)
	}
}

// record adds the leaks of a resource to a node and returns the index of the
// first. The unit's node holds those of all resources that have none.
func record(u *graph.Unit, node int, leaks []leak) int {
	list := &graph.Value{Form: graph.List, Origin: graph.Derived}
	if old := u.Nodes[node].Attributes.Get(leakedName); old != nil && u.Nodes[node].Kind == "unit" {
		list.List = append(list.List, old.List...)
	}
	first := len(list.List)
	for _, l := range leaks {
		list.List = append(list.List, &graph.Value{
			Form: graph.String, Text: l.hint, Origin: graph.Derived, Range: l.value.Range, ValueRange: l.value.ValueRange,
		})
	}
	set(u, node, leakedName, list)
	return first
}

func set(u *graph.Unit, node int, name string, v *graph.Value) {
	clone, attributes := *u.Nodes[node], *u.Nodes[node].Attributes
	attributes.Map = maps.Clone(attributes.Map)
	if attributes.Map == nil {
		attributes.Map = map[string]*graph.Value{}
	}
	attributes.Map[name] = v
	clone.Attributes = &attributes
	u.Nodes[node] = &clone
}

// scan finds the access keys in the texts of a resource.
func scan(r *graph.Resource) []leak {
	if !isSuspicious(r.Attributes) && !isSuspicious(r.Meta) {
		return nil
	}
	var leaks []leak
	visit := func(path graph.Path, v *graph.Value) bool {
		if len(path) == 1 && path[0] == "value" && isVariable(r.Type) {
			return false // its default, or given from outside
		}
		if v.Form == graph.String && len(v.Text) >= 20 {
			leaks = append(leaks, find(path, v)...)
		}
		if v.Form == graph.Unknown && v.Why != nil {
			for _, p := range v.Why.Parts {
				if hint, ok := accessKeyIn(p.Text); ok {
					leaks = append(leaks, leak{hint, v})
				}
			}
		}
		return true
	}
	r.Attributes.Walk(visit)
	r.Meta.Walk(visit)
	return leaks
}

// isSuspicious reports whether some text at or below v could be or hold a key.
// Nearly always it is the whole answer, so it visits in any order.
func isSuspicious(v *graph.Value) bool {
	if v == nil {
		return false
	}
	switch v.Form {
	case graph.String:
		return len(v.Text) == 40 || mayHoldKey(v.Text)
	case graph.List:
		return slices.ContainsFunc(v.List, isSuspicious)
	case graph.Map:
		for _, e := range v.Map {
			if isSuspicious(e) {
				return true
			}
		}
	case graph.Unknown:
		return v.Why != nil && slices.ContainsFunc(v.Why.Parts, func(p graph.Part) bool { return mayHoldKey(p.Text) })
	default:
	}
	return false
}

func mayHoldKey(text string) bool {
	return len(text) >= 20 && (strings.Contains(text, "AKIA") || strings.Contains(text, "ASIA"))
}

func isVariable(kind string) bool {
	return kind == graph.TypeTerraformVariable || kind == graph.TypeCloudFormationParameter
}

func find(path graph.Path, v *graph.Value) []leak {
	if hint, ok := accessKeyIn(v.Text); ok {
		return []leak{{hint, v}}
	}
	if len(path) == 0 || len(v.Text) != 40 {
		return nil
	}
	name := strings.NewReplacer("-", "", "_", "").Replace(strings.ToLower(path[len(path)-1]))
	named := strings.HasSuffix(name, "secretaccesskey") || strings.HasSuffix(name, "secretkey")
	if named && secretKey.MatchString(v.Text) && !strings.HasSuffix(v.Text, "EXAMPLEKEY") {
		return []leak{{hintOf(v.Text), v}}
	}
	return nil
}

// accessKeyIn finds the first access key in a text. The keys of the AWS
// documentation, which end in EXAMPLE, are nobody's.
func accessKeyIn(text string) (hint string, ok bool) {
	if !mayHoldKey(text) {
		return "", false
	}
	for {
		m := accessKey.FindStringSubmatchIndex(text)
		if m == nil {
			return "", false
		}
		if key := text[m[2]:m[3]]; !strings.HasSuffix(key, "EXAMPLE") {
			return hintOf(key), true
		}
		text = text[m[3]:] // what follows the key can stand before the next
	}
}

func hintOf(key string) string { return key[:4] + "..." + key[len(key)-2:] }

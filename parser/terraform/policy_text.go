package terraform

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/plumb-iac/plumb/parser/graph"
)

// policyOrder is the order in which the provider writes a statement.
var policyOrder = []string{"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"}

// documentText writes a wholly known document as the provider does.
func documentText(document *graph.Value, minified bool) (string, bool) {
	if !document.WhollyKnown() {
		return "", false
	}
	ordered := struct {
		Version   string            `json:"Version,omitempty"`
		ID        string            `json:"Id,omitempty"`
		Statement []json.RawMessage `json:"Statement,omitempty"`
	}{Version: document.Get("Version").Text}
	if id := document.Get("Id"); id != nil {
		ordered.ID = id.Text
	}
	for _, statement := range document.Get("Statement").List {
		ordered.Statement = append(ordered.Statement, statementText(statement))
	}
	var text []byte
	var err error
	if minified {
		text, err = json.Marshal(ordered)
	} else {
		text, err = json.MarshalIndent(ordered, "", "  ")
	}
	return string(text), err == nil
}

func statementText(statement *graph.Value) json.RawMessage {
	keys := statement.Keys()
	rank := func(key string) int {
		if i := slices.Index(policyOrder, key); i >= 0 {
			return i
		}
		return len(policyOrder)
	}
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	text := []byte{'{'}
	for n, key := range keys {
		if n > 0 {
			text = append(text, ',')
		}
		name, _ := json.Marshal(key)
		value, _ := json.Marshal(plainValue(statement.Map[key], key != "Sid" && key != "Effect"))
		text = append(append(append(text, name...), ':'), value...)
	}
	return append(text, '}')
}

// plainValue turns a value of a statement into what encoding/json writes: a
// list of one string is written as the string, longer ones in reverse order.
func plainValue(v *graph.Value, single bool) any {
	switch v.Form {
	case graph.String, graph.Number:
		return v.Text
	case graph.Bool:
		return v.Bool
	case graph.List:
		if single && len(v.List) == 1 {
			return plainValue(v.List[0], single)
		}
		list := make([]string, 0, len(v.List))
		for _, element := range v.List {
			list = append(list, element.Text)
		}
		slices.Sort(list)
		slices.Reverse(list)
		return list
	case graph.Map:
		entries := make(map[string]any, len(v.Map))
		for key, entry := range v.Map {
			entries[key] = plainValue(entry, single)
		}
		return entries
	default:
		return nil
	}
}

// decodeJSON reads a JSON text into values without places; nil where it isn't JSON.
func decodeJSON(text string) *graph.Value {
	ty, err := ctyJSONType(text)
	if err != nil {
		return nil
	}
	return toGraph(ty)
}

func ctyJSONType(text string) (cty.Value, error) {
	v, err := stdlib.JSONDecode(cty.StringVal(text))
	if err != nil {
		return cty.NilVal, err
	}
	return v, nil
}

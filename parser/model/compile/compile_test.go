package compile

import (
	"strings"
	"testing"
)

func TestErrors(t *testing.T) {
	cases := []struct {
		name, text, want string
	}{
		{"an unknown key of a kind", "a.b:\n  doc: x\n  tf: t\n  attributes: {}\n", "k.yaml:4:3: unknown key \"attributes\": doc, tf, cfn, no_tf, no_cfn, fold, attrs are known"},
		{"an unknown key of an attribute", "a.b:\n  doc: x\n  tf: t\n  attrs:\n    c: {tf: c, typ: bool}\n", "k.yaml:5:16: unknown key \"typ\" of an attribute"},
		{"an unknown type", "a.b: {doc: x, tf: t, attrs: {c: {tf: c, type: boolean}}}", "k.yaml:1:47: unknown type \"boolean\""},
		{"a name in camelCase", "a.b: {doc: x, tf: t, attrs: {cC: {tf: c}}}", "k.yaml:1:30: \"cC\" is no name of an attribute: snake_case was expected"},
		{"a reserved name", "a.b: {doc: x, tf: t, attrs: {type: {tf: c}}}", "k.yaml:1:1: a.b.type: the name is reserved"},
		{"a path that is cut off", "a.b: {doc: x, tf: t, attrs: {c: {tf: 'c[0'}}}", "k.yaml:1:38: path \"c[0\": a [ is not closed"},
		{"a satellite that isn't folded", "a.b: {doc: x, tf: t, attrs: {c: {tf: s/c}}}", "k.yaml:1:1: a.b.c: s is read but not folded"},
		{"a language without path or reason", "a.b: {doc: x, tf: t, cfn: T, attrs: {c: {tf: c}}}", "k.yaml:1:1: a.b.c: no cfn path, and no_cfn gives no reason"},
		{"a default without its source", "a.b: {doc: x, tf: t, attrs: {c: {tf: c, default: y}}}", "k.yaml:1:30: c has a default without the source that states it"},
		{"a default of another type", "a.b: {doc: x, tf: t, attrs: {c: {tf: c, type: bool, default: y, source: z}}}", "k.yaml:1:30: c: the default does not have the type bool"},
		{"an unknown decoder", "a.b: {doc: x, tf: t, attrs: {c: {tf: c, decode: rot13}}}", "k.yaml:1:49: unknown decoder \"rot13\": "},
		{"an attribute that stands twice", "a.b:\n  doc: x\n  tf: t\n  attrs:\n    c: {tf: c}\n    c: {tf: d}\n", "k.yaml:6:5: \"c\" stands here twice"},
		{"a kind without doc", "a.b: {tf: t}", "k.yaml:1:1: kind a.b has no doc"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := File("k.yaml", []byte(c.text))
			if err == nil || !strings.Contains("\n"+err.Error(), "\n"+c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestIndexRejects(t *testing.T) {
	cases := []struct {
		name, text, want string
	}{
		{"a type that feeds two kinds", "a.b: {doc: x, tf: t}\na.c: {doc: x, tf: t}\n", "t feeds both a.b and a.c"},
		{"a ref to no kind", "a.b: {doc: x, tf: t, attrs: {c: {tf: c, type: ref, to: a.z}}}", "a.b.c leads to a.z, which is no kind"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			kinds, err := File("k.yaml", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Index(kinds); err == nil || err.Error() != c.want {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

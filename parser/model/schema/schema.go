package schema

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the compact schemas
	"errors"
	"fmt"
	"io"
	"strings"
)

//go:embed cloudformation.txt.gz
var cloudFormation []byte

//go:embed terraform.txt.gz
var terraform []byte

// Form is the form of an attribute.
type Form byte

// The forms of an attribute.
const (
	Text     Form = 's'
	Bool     Form = 'b'
	Number   Form = 'n'
	JSON     Form = 'j' // a document of any shape
	Tag      Form = 't' // {Key, Value}
	List     Form = '['
	Map      Form = '{'
	Struct   Form = '#'
	ReadOnly Form = 'r' // what only AWS sets
)

// Type is the type of an attribute.
type Type struct {
	Form    Form
	Element *Type           // of a List or Map
	Fields  map[string]Type // of a Struct
}

// Schema maps resource types to their attributes.
type Schema map[string]map[string]Type

// CloudFormation returns the resource types of CloudFormation.
func CloudFormation() (Schema, error) { return read(cloudFormation) }

// Terraform returns the resource types of the Terraform provider for AWS.
func Terraform() (Schema, error) { return read(terraform) }

// read parses the compact form: a line for each type, its name, a tab, and
// name:type of each attribute. A type is a letter, preceded by [ or { for a
// list or map of it; #12 stands for the line of that name.
func read(compressed []byte) (Schema, error) {
	z, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		return nil, fmt.Errorf("read schema: %w", err)
	}
	all := Schema{}
	for line := range strings.Lines(string(text)) {
		name, _, ok := strings.Cut(line, "\t")
		if ok {
			all[name] = map[string]Type{}
		}
	}
	for line := range strings.Lines(string(text)) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		for field := range strings.FieldsSeq(rest) {
			attribute, code, _ := strings.Cut(field, ":")
			t, err := all.parse(code)
			if err != nil {
				return nil, fmt.Errorf("read schema: %s.%s: %w", name, attribute, err)
			}
			all[name][attribute] = t
		}
	}
	for name := range all {
		if name[0] == '#' {
			delete(all, name)
		}
	}
	return all, nil
}

func (s Schema) parse(code string) (Type, error) {
	if code == "" {
		return Type{}, errors.New("no type")
	}
	t := Type{Form: Form(code[0])}
	switch t.Form {
	case List, Map:
		element, err := s.parse(code[1:])
		if err != nil {
			return t, err
		}
		t.Element = &element
	case Struct:
		fields, ok := s[code]
		if !ok {
			return t, fmt.Errorf("no line %s", code)
		}
		t.Fields = fields
	case Tag:
		t = Type{Form: Struct, Fields: map[string]Type{"Key": {Form: Text}, "Value": {Form: Text}}}
	case Text, Bool, Number, JSON, ReadOnly:
	default:
		return t, fmt.Errorf("unknown type %q", code)
	}
	return t, nil
}

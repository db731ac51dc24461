package cloudformation

import (
	_ "embed" // the schema
	"strings"
)

//go:generate go run generate.go

// schema has a line for each resource type and each type nested in one, sorted:
// its name, a tab, and its properties in the notation of generate.go. It is
// searched as it is, so it takes no time to load.
//
//go:embed schema.txt
var schema string

// typeCode is the type of a property in the notation of generate.go.
type typeCode string

const (
	codeString typeCode = ""
	codeBool   typeCode = "b"
	codeWhole  typeCode = "i"
	codeNumber typeCode = "f"
	codeAny    typeCode = "a"
)

// properties returns the line of a type.
func properties(name string) (string, bool) {
	low, high := 0, len(schema)
	for low < high {
		start := strings.LastIndexByte(schema[:(low+high)/2], '\n') + 1
		end := start + strings.IndexByte(schema[start:], '\n')
		found, line, _ := strings.Cut(schema[start:end], "\t")
		switch strings.Compare(found, name) {
		case 0:
			return line, true
		case -1:
			low = end + 1
		default:
			high = start
		}
	}
	return "", false
}

// propertyType returns the type of a property of a type.
func propertyType(line, property string) (typeCode, bool) {
	for rest := line; rest != ""; {
		var one string
		one, rest, _ = strings.Cut(rest, " ")
		name, code, _ := strings.Cut(one, ":")
		if name == property {
			return typeCode(code), true
		}
	}
	return "", false
}

// nested returns the line of a nested type.
func nested(resourceType string, code typeCode) (string, bool) {
	name, ok := strings.CutPrefix(string(code), "#")
	if !ok {
		return "", false
	}
	if name == "Tag" {
		return properties("Tag")
	}
	return properties(resourceType + "." + name)
}

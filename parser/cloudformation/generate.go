//go:build ignore

// Generate writes schema.txt: the property types of all resource types that
// goformation knows, so that its 14 MB of structs stay out of the binary.
package main

import (
	"fmt"
	"log"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/awslabs/goformation/v7/cloudformation"
)

func main() {
	g := &generator{lines: map[string]string{}}
	for name, resource := range cloudformation.AllResources() {
		g.add(name, reflect.TypeOf(resource).Elem())
	}
	lines := make([]string, 0, len(g.lines))
	for name, properties := range g.lines {
		lines = append(lines, name+"\t"+properties+"\n")
	}
	slices.Sort(lines)
	if err := os.WriteFile("schema.txt.new", []byte(strings.Join(lines, "")), 0o644); err != nil {
		log.Fatal(err)
	}
	if err := os.Rename("schema.txt.new", "schema.txt"); err != nil {
		log.Fatal(err)
	}
}

type generator struct{ lines map[string]string }

// add writes the line of a type and of all types within it. A nested type is
// called after the resource type: AWS::S3::Bucket.CorsRule.
func (g *generator) add(name string, t reflect.Type) {
	if _, done := g.lines[name]; done {
		return
	}
	g.lines[name] = ""
	resource, _, _ := strings.Cut(name, ".")
	var properties []string
	for i := range t.NumField() {
		f := t.Field(i)
		property, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if property == "" || property == "-" || strings.HasPrefix(f.Name, "AWSCloudFormation") {
			continue
		}
		properties = append(properties, property+g.code(resource, f.Type))
	}
	slices.Sort(properties)
	g.lines[name] = strings.Join(properties, " ")
}

// code writes a type: nothing for a string, :b bool, :i whole number, :f
// number, :a anything, :[ list of, :{ map of, :#Name a nested type.
func (g *generator) code(resource string, t reflect.Type) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	inner := func(prefix string, e reflect.Type) string {
		return prefix + strings.TrimPrefix(g.code(resource, e), ":")
	}
	switch t.Kind() {
	case reflect.String:
		return ""
	case reflect.Bool:
		return ":b"
	case reflect.Int, reflect.Int64:
		return ":i"
	case reflect.Float64:
		return ":f"
	case reflect.Slice:
		return inner(":[", t.Elem())
	case reflect.Map:
		return inner(":{", t.Elem())
	case reflect.Interface:
		return ":a"
	case reflect.Struct:
		if strings.HasSuffix(t.PkgPath(), "/serverless") && !strings.Contains(t.Name(), "_") {
			return ":a" // one of several types
		}
		if _, own, ok := strings.Cut(t.Name(), "_"); ok {
			g.add(resource+"."+own, t)
			return ":#" + own
		}
		if t.Name() == "Tag" {
			g.add("Tag", t)
			return ":#Tag"
		}
	}
	log.Fatal(fmt.Errorf("%s: type %s", resource, t))
	return ""
}

//go:build ignore

// This program installs the two npm packages that describe the resource types
// into a temporary directory, and writes what they say in the compact form
// that schema.go reads.
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	serviceSpec = "@aws-cdk/aws-service-spec@0.1.216"
	provider    = "@cdktf/provider-aws@21.22.1" // provider 6.25
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	dir, err := os.MkdirTemp("", "schema")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	npm := exec.Command("npm", "install", "--prefix", dir, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", serviceSpec, provider)
	npm.Stderr = os.Stderr
	if err := npm.Run(); err != nil {
		return fmt.Errorf("install schemas: %w", err)
	}
	modules := filepath.Join(dir, "node_modules")
	lines, err := cloudFormation(filepath.Join(modules, "@aws-cdk", "aws-service-spec", "db.json.gz"))
	if err != nil {
		return err
	}
	if err := write("cloudformation.txt.gz", lines); err != nil {
		return err
	}
	lines, err = terraform(filepath.Join(modules, "@cdktf", "provider-aws", "lib"))
	if err != nil {
		return err
	}
	return write("terraform.txt.gz", lines)
}

func write(name string, lines []string) error {
	slices.Sort(lines)
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	io.WriteString(z, strings.Join(lines, "\n")+"\n")
	if err := z.Close(); err != nil {
		return err
	}
	if err := os.WriteFile(name+".new", b.Bytes(), 0o644); err != nil {
		return err
	}
	return os.Rename(name+".new", name)
}

// specType is a type in the service specification.
type specType struct {
	Type      string            `json:"type"`
	Element   *specType         `json:"element"`
	Types     []specType        `json:"types"`
	Reference map[string]string `json:"reference"`
}

func (t *specType) code() string {
	switch t.Type {
	case "string", "date-time":
		return "s"
	case "boolean":
		return "b"
	case "integer", "number":
		return "n"
	case "json":
		return "j"
	case "tag":
		return "t"
	case "array":
		return "[" + t.Element.code()
	case "map":
		return "{" + t.Element.code()
	case "ref":
		return "#" + t.Reference["$ref"]
	case "union":
		// The alternative that says most.
		codes := make([]string, len(t.Types))
		for i := range t.Types {
			codes[i] = t.Types[i].code()
		}
		for _, form := range []string{"#", "j"} {
			if i := slices.IndexFunc(codes, func(c string) bool { return strings.Contains(c, form) }); i >= 0 {
				return codes[i]
			}
		}
		return codes[0]
	}
	return "j"
}

func cloudFormation(file string) ([]string, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	type entity struct {
		ID         string `json:"$id"`
		Type       string `json:"cloudFormationType"`
		Properties map[string]struct {
			Type specType `json:"type"`
		} `json:"properties"`
	}
	var db struct {
		Schema struct {
			Resource, TypeDefinition struct{ Entities []entity }
		}
	}
	if err := json.NewDecoder(z).Decode(&db); err != nil {
		return nil, err
	}
	var lines []string
	line := func(name string, e *entity) {
		var fields []string
		for property, p := range e.Properties {
			fields = append(fields, property+":"+p.Type.code())
		}
		slices.Sort(fields)
		lines = append(lines, name+"\t"+strings.Join(fields, " "))
	}
	for _, e := range db.Schema.Resource.Entities {
		line(e.Type, &e)
	}
	for _, e := range db.Schema.TypeDefinition.Entities {
		line("#"+e.ID, &e)
	}
	return lines, nil
}

var (
	interfaceLine = regexp.MustCompile(`^export interface (\w+)`)
	nameLine      = regexp.MustCompile(`\{@link \S+#(\w+) \w+#\w+\}`)
	mapLine       = regexp.MustCompile(`^    readonly (\w+)\??: \{$`)
	fieldLine     = regexp.MustCompile(`^    readonly (\w+)\??: (.*);$`)
	typeLine      = regexp.MustCompile(`static readonly tfResourceType = "(\w+)"`)
	configLine    = regexp.MustCompile(`^    constructor\(scope: Construct, id: string, config\??: (\w+)\)`)
	getterLine    = regexp.MustCompile(`^    get (\w+)\(\): `)
	structName    = regexp.MustCompile(`^[A-Z]\w+$`)
	upper         = regexp.MustCompile(`[A-Z]`)
)

// terraform reads the declarations of each resource: the documentation of a
// field has its name in Terraform.
func terraform(lib string) ([]string, error) {
	dirs, err := os.ReadDir(lib)
	if err != nil {
		return nil, err
	}
	var lines []string
	ids := 0
	for _, d := range dirs {
		if strings.HasPrefix(d.Name(), "data-aws-") || !d.IsDir() {
			continue
		}
		var declarations []string
		err := filepath.WalkDir(filepath.Join(lib, d.Name()), func(path string, e os.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".d.ts") {
				return err
			}
			text, err := os.ReadFile(path)
			declarations = append(declarations, string(text))
			return err
		})
		if err != nil {
			return nil, err
		}
		more, next := resource(strings.Join(declarations, "\n"), ids)
		lines, ids = append(lines, more...), next
	}
	return lines, nil
}

func resource(text string, id int) ([]string, int) {
	structs := map[string][][2]string{} // interface -> fields: name, TypeScript type
	var current, name, tfType, config string
	var getters []string
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		switch {
		case interfaceLine.MatchString(line):
			current = interfaceLine.FindStringSubmatch(line)[1]
			structs[current] = nil
		case strings.HasPrefix(line, "}"):
			current = ""
		case typeLine.MatchString(line):
			tfType = typeLine.FindStringSubmatch(line)[1]
		case configLine.MatchString(line):
			config = configLine.FindStringSubmatch(line)[1]
			getters = nil
		case nameLine.MatchString(line):
			name = nameLine.FindStringSubmatch(line)[1]
		case current != "" && mapLine.MatchString(line):
			structs[current] = append(structs[current], [2]string{name, "{"})
		case current != "" && fieldLine.MatchString(line):
			m := fieldLine.FindStringSubmatch(line)
			structs[current] = append(structs[current], [2]string{name, m[2]})
		case tfType != "" && getterLine.MatchString(line):
			getters = append(getters, getterLine.FindStringSubmatch(line)[1])
		}
	}
	if tfType == "" || config == "" {
		return nil, id
	}
	ids := map[string]int{}
	var lines, queue []string
	code := func(ts string) string {
		ts, _, _ = strings.Cut(ts, " | ")
		switch ts {
		case "string":
			return "s"
		case "boolean":
			return "b"
		case "number":
			return "n"
		}
		element, list := strings.CutSuffix(ts, "[]")
		switch {
		case strings.HasPrefix(ts, "{"):
			return "{s"
		case list && element == "string":
			return "[s"
		case list && element == "number":
			return "[n"
		case structName.MatchString(element):
			if _, known := structs[element]; !known {
				return "j"
			}
			if _, seen := ids[element]; !seen {
				id++
				ids[element] = id
				queue = append(queue, element)
			}
			return "[#" + strconv.Itoa(ids[element])
		}
		return "j"
	}
	emit := func(name, from string) {
		var fields []string
		for _, f := range structs[from] {
			fields = append(fields, f[0]+":"+code(f[1]))
		}
		if from == config {
			for _, g := range getters {
				field := upper.ReplaceAllStringFunc(g, func(c string) string { return "_" + strings.ToLower(c) })
				if !strings.HasSuffix(g, "Input") && !slices.ContainsFunc(fields, func(f string) bool { return strings.HasPrefix(f, field+":") }) {
					fields = append(fields, field+":r")
				}
			}
		}
		slices.Sort(fields)
		lines = append(lines, name+"\t"+strings.Join(fields, " "))
	}
	emit(tfType, config)
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		emit("#"+strconv.Itoa(ids[next]), next)
	}
	return lines, id
}

package tfplan

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/terraform"
)

// maxPlan is the size up to which plans are read.
const maxPlan = 256 << 20

// Load reads a plan. Source is the directory of the root module that it was
// made from, relative to the root, or empty where that isn't at hand; with it,
// places are those of the source. Load never returns nil: what is wrong is told
// by the unit's diagnostics.
func Load(root *os.Root, file, source string) *graph.Unit {
	src, err := read(root, file)
	if err != nil {
		return &graph.Unit{
			Path: file, Language: graph.Terraform, Files: map[string]*graph.File{},
			Diagnostics: []graph.Diagnostic{failure(graph.Range{File: file}, "read %s: %v", file, err)},
		}
	}
	return LoadBytes(root, file, src, source)
}

// LoadBytes is Load for a plan that does not come from a file; file is what
// ranges call it.
func LoadBytes(root *os.Root, file string, src []byte, source string) *graph.Unit {
	u := &graph.Unit{Path: file, Language: graph.Terraform, Files: map[string]*graph.File{file: {Path: file, Bytes: src}}}
	p, err := decode(src)
	if err != nil {
		u.Diagnostics = append(u.Diagnostics, failure(errorRange(file, src, err), "%s", explain(err)))
		return u
	}
	if major, _, _ := strings.Cut(p.FormatVersion, "."); major != "0" && major != "1" {
		u.Diagnostics = append(u.Diagnostics, failure(graph.Range{File: file}, "the format version of the plan is %q, but only 0 and 1 are known", p.FormatVersion))
		return u
	}
	if p.PlannedValues == nil {
		u.Diagnostics = append(u.Diagnostics, failure(graph.Range{File: file}, "the plan has no planned_values"))
		return u
	}
	b := &builder{plan: p, unit: u, file: file, src: src, unknown: map[string]any{}, config: map[string]configured{}, instances: map[string][]string{}}
	b.build()
	if source != "" {
		b.placeBy(terraform.NewLoader(root, terraform.Options{}).Load(path.Clean(source)))
	}
	u.Sort()
	return u
}

func read(root *os.Root, name string) ([]byte, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	src, err := io.ReadAll(io.LimitReader(f, maxPlan+1))
	if err != nil {
		return nil, cause(err)
	}
	if len(src) > maxPlan {
		return nil, fmt.Errorf("larger than the limit of %d bytes", maxPlan)
	}
	return src, nil
}

func cause(err error) error {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err
	}
	return err
}

func failure(at graph.Range, format string, args ...any) graph.Diagnostic {
	return graph.Diagnostic{Severity: graph.Error, Message: fmt.Sprintf(format, args...), Range: at}
}

// explain words an error of the JSON decoder.
func explain(err error) string {
	if typ, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("the plan has a JSON %s at %s, where plans have something else", typ.Value, typ.Field)
	}
	return fmt.Sprintf("the plan is no valid JSON: %v", err)
}

// errorRange finds the place of an error of the JSON decoder.
func errorRange(file string, src []byte, err error) graph.Range {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return rangeAt(file, src, int(syntax.Offset)-1, 0)
	case errors.As(err, &typ):
		return rangeAt(file, src, int(typ.Offset)-1, 0)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return rangeAt(file, src, len(src), 0)
	}
	return graph.Range{File: file}
}

// rangeAt returns the range of n bytes at an offset.
func rangeAt(file string, src []byte, offset, n int) graph.Range {
	offset = min(max(offset, 0), len(src))
	return graph.Range{File: file, Start: position(src, offset), End: position(src, min(offset+n, len(src)))}
}

func position(src []byte, offset int) graph.Position {
	line := bytes.LastIndexByte(src[:offset], '\n') + 1
	return graph.Position{
		Line: bytes.Count(src[:offset], []byte("\n")) + 1, Column: utf8.RuneCount(src[line:offset]) + 1, Byte: offset,
	}
}

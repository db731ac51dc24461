package terraform

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/plumb-iac/plumb/parser/graph"
)

// fileFunctions returns the functions that read files. Terraform resolves
// names against the directory that it runs in, the root module's; what lies
// outside the root of the project is not read, but unknown.
func fileFunctions(e *evaluation) map[string]function.Function {
	all := map[string]function.Function{
		"abspath":    function.New(pathSpec(absolutePath)),
		"basename":   textFunction(func(s []string) (string, error) { return path.Base(s[0]), nil }, "path"),
		"dirname":    textFunction(func(s []string) (string, error) { return path.Dir(s[0]), nil }, "path"),
		"pathexpand": function.New(pathSpec(expandPath)),
		"file": e.reading(func(name string, data []byte) (cty.Value, error) {
			if !utf8.Valid(data) {
				return cty.NilVal, fmt.Errorf("contents of %q are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents or the other file functions (e.g. filemd5, filesha256) to obtain file hashing results instead", name)
			}
			return cty.StringVal(string(data)), nil
		}),
		"filebase64": e.reading(func(_ string, data []byte) (cty.Value, error) {
			return cty.StringVal(base64.StdEncoding.EncodeToString(data)), nil
		}),
		"fileexists": function.New(e.existsSpec()),
		"fileset":    function.New(e.setSpec()),
	}
	for name, digest := range digests {
		all["file"+name] = e.reading(func(_ string, data []byte) (cty.Value, error) {
			return cty.StringVal(digest(data)), nil
		})
	}
	return all
}

// elsewhere is the value of what depends on files outside the root.
func elsewhere(ty cty.Type) cty.Value {
	return cty.UnknownVal(ty).RefineNotNull().Mark(causeMark{reason: graph.ReasonFunction})
}

// pathSpec is a function on a path that may depend on the machine.
func pathSpec(f func(name string) (string, bool)) *function.Spec {
	return &function.Spec{
		Params: textParams([]string{"path"}),
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			name, ok := f(args[0].AsString())
			if !ok {
				return elsewhere(cty.String), nil
			}
			return cty.StringVal(name), nil
		},
	}
}

func absolutePath(name string) (string, bool) { return path.Clean(name), path.IsAbs(name) }

func expandPath(name string) (string, bool) { return name, !strings.HasPrefix(name, "~") }

// reading makes a function of a file's content.
func (e *evaluation) reading(f func(name string, data []byte) (cty.Value, error)) function.Function {
	return function.New(&function.Spec{
		Params: textParams([]string{"path"}),
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			name := args[0].AsString()
			data, err := e.readBelow(name)
			if errors.Is(err, errOutside) {
				return elsewhere(cty.String), nil
			}
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			v, err := f(name, data)
			if err != nil {
				return cty.NilVal, function.NewArgError(0, err)
			}
			return v, nil
		},
	})
}

var errOutside = errors.New("lies outside the project")

// within turns a path as functions see it into one relative to the root.
func (e *evaluation) within(name string) (string, bool) {
	if path.IsAbs(name) || strings.HasPrefix(name, "~") {
		return "", false
	}
	joined := path.Join(e.dir, name)
	return joined, joined != ".." && !strings.HasPrefix(joined, "../")
}

func (e *evaluation) readBelow(name string) ([]byte, error) {
	below, ok := e.within(name)
	if !ok {
		return nil, errOutside
	}
	data, err := e.loader.readFile(below, maxRead)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, reason(err))
	}
	return data, nil
}

func (e *evaluation) existsSpec() *function.Spec {
	return &function.Spec{
		Params: textParams([]string{"path"}),
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			name, ok := e.within(args[0].AsString())
			if !ok {
				return elsewhere(cty.Bool), nil
			}
			if e.loader.exists(name) {
				return cty.NilVal, function.NewArgErrorf(0, "%s is a directory, not a file", args[0].AsString())
			}
			return cty.BoolVal(e.loader.isFile(name)), nil
		},
	}
}

// setSpec is fileset: the files below a directory that match a pattern.
func (e *evaluation) setSpec() *function.Spec {
	return &function.Spec{
		Params: textParams([]string{"path", "pattern"}),
		Type:   function.StaticReturnType(cty.Set(cty.String)),
		Impl: func(args []cty.Value, ty cty.Type) (cty.Value, error) {
			dir, ok := e.within(args[0].AsString())
			pattern := path.Clean(args[1].AsString())
			if !ok || pattern == ".." || strings.HasPrefix(pattern, "../") {
				return elsewhere(ty), nil
			}
			if _, err := doublestar.Match(pattern, "x"); err != nil {
				return cty.NilVal, function.NewArgErrorf(1, "failed to glob pattern %s: %s", pattern, err)
			}
			found, err := e.glob(dir, pattern)
			if err != nil {
				return cty.NilVal, err
			}
			if len(found) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			return cty.SetVal(found), nil
		},
	}
}

var errTooManyFiles = fmt.Errorf("more than %d files, which is the limit", maxElements)

// glob returns the regular files below a directory that match a pattern.
func (e *evaluation) glob(dir, pattern string) ([]cty.Value, error) {
	var found []cty.Value
	seen := 0
	err := fs.WalkDir(e.loader.root.FS(), dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil //nolint:nilerr // what can't be read matches nothing
		}
		if seen++; seen > maxElements {
			return errTooManyFiles
		}
		relative := strings.TrimPrefix(strings.TrimPrefix(name, dir), "/")
		if dir == "." {
			relative = name
		}
		if entry.IsDir() || !entry.Type().IsRegular() {
			return nil
		}
		if ok, err := doublestar.Match(pattern, relative); err == nil && ok {
			found = append(found, cty.StringVal(relative))
		}
		return nil
	})
	return found, err
}

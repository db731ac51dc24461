package terraform

import (
	"encoding/base64"
	"errors"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// fileFunctions returns the functions that read files. Terraform resolves
// names against the directory that it runs in, the root module's; what lies
// outside the root of the project is not read.
func fileFunctions(e *evaluation, _ map[string]function.Function) map[string]function.Function {
	all := map[string]function.Function{
		"basename": textFunction(func(s []string) (string, error) { return path.Base(s[0]), nil }, "path"),
		"dirname":  textFunction(func(s []string) (string, error) { return path.Dir(s[0]), nil }, "path"),
		"file": textFunction(func(s []string) (string, error) {
			data, err := e.readText(s[0])
			return data, err
		}, "path"),
		"filebase64": textFunction(func(s []string) (string, error) {
			data, err := e.readBelow(s[0])
			return base64.StdEncoding.EncodeToString(data), err
		}, "path"),
		"fileexists": function.New(&function.Spec{
			Params: textParams([]string{"path"}),
			Type:   function.StaticReturnType(cty.Bool),
			Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
				name, ok := e.within(args[0].AsString())
				return cty.BoolVal(ok && e.loader.isFile(name)), nil
			},
		}),
	}
	for name, digest := range digests {
		all["file"+name] = textFunction(func(s []string) (string, error) {
			data, err := e.readBelow(s[0])
			return digest(data), err
		}, "path")
	}
	return all
}

var errOutside = errors.New("lies outside the project, so it is not read")

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
		return nil, fmt.Errorf("%s %w", name, errOutside)
	}
	data, err := e.loader.readFile(below, maxRead)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, reason(err))
	}
	return data, nil
}

func (e *evaluation) readText(name string) (string, error) {
	data, err := e.readBelow(name)
	if err != nil {
		return "", err
	}
	if !utf8.Valid(data) {
		return "", fmt.Errorf("contents of %s are not valid UTF-8; use the filebase64 function to obtain the Base64 encoded contents", name)
	}
	return string(data), nil
}

package terraform

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/ianaindex"
)

// textFunctions returns the functions on strings and times that Terraform has
// beside those of cty.
func textFunctions() map[string]function.Function {
	return map[string]function.Function{
		"base64decode":     textFunction(decodeBase64, "str"),
		"base64gzip":       textFunction(gzipBase64, "str"),
		"base64encode":     textFunction(func(s []string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(s[0])), nil }, "str"),
		"endswith":         textTest(strings.HasSuffix, "str", "suffix"),
		"replace":          function.New(replaceSpec),
		"startswith":       function.New(startsWithSpec),
		"strcontains":      textTest(strings.Contains, "str", "substr"),
		"textdecodebase64": textFunction(decodeText, "source", "encoding"),
		"textencodebase64": textFunction(encodeText, "string", "encoding"),
		"timecmp":          function.New(timeCompareSpec),
		"urlencode":        textFunction(func(s []string) (string, error) { return url.QueryEscape(s[0]), nil }, "str"),
		"urldecode":        textFunction(func(s []string) (string, error) { return url.QueryUnescape(s[0]) }, "str"),
	}
}

func textParams(names []string) []function.Parameter {
	params := make([]function.Parameter, len(names))
	for i, name := range names {
		params[i] = function.Parameter{Name: name, Type: cty.String}
	}
	return params
}

func textsOf(args []cty.Value) []string {
	texts := make([]string, len(args))
	for i, v := range args {
		texts[i] = v.AsString()
	}
	return texts
}

// textFunction makes a function from strings to a string.
func textFunction(f func(args []string) (string, error), names ...string) function.Function {
	return function.New(&function.Spec{
		Params:       textParams(names),
		Type:         function.StaticReturnType(cty.String),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			text, err := f(textsOf(args))
			if err != nil {
				return cty.NilVal, err
			}
			return cty.StringVal(text), nil
		},
	})
}

// textTest makes a function from two strings to a bool.
func textTest(f func(a, b string) bool, names ...string) function.Function {
	return function.New(&function.Spec{
		Params:       textParams(names),
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			texts := textsOf(args)
			return cty.BoolVal(f(texts[0], texts[1])), nil
		},
	})
}

func decodeBase64(s []string) (string, error) {
	decoded, err := base64.StdEncoding.DecodeString(s[0])
	if err != nil {
		return "", fmt.Errorf("decode base64 data %q: %w", s[0], err)
	}
	if !utf8.Valid(decoded) {
		return "", errors.New("the result of decoding the provided string is not valid UTF-8")
	}
	return string(decoded), nil
}

// gzipBase64 compresses as Terraform does, byte for byte.
func gzipBase64(s []string) (string, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s[0])); err != nil {
		return "", err
	}
	if err := w.Flush(); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}

// encodingOf finds a character encoding by its IANA name.
func encodingOf(name string) (encoding.Encoding, error) {
	enc, err := ianaindex.IANA.Encoding(name)
	if err != nil || enc == nil {
		return nil, function.NewArgErrorf(1, "%q is not a supported IANA encoding name or alias in this version", name)
	}
	return enc, nil
}

func encodeText(s []string) (string, error) {
	enc, err := encodingOf(s[1])
	if err != nil {
		return "", err
	}
	encoded, err := enc.NewEncoder().Bytes([]byte(s[0]))
	if err != nil {
		return "", function.NewArgErrorf(0, "the given string contains characters that cannot be represented in %s", s[1])
	}
	return base64.StdEncoding.EncodeToString(encoded), nil
}

func decodeText(s []string) (string, error) {
	enc, err := encodingOf(s[1])
	if err != nil {
		return "", err
	}
	raw, err := base64.StdEncoding.DecodeString(s[0])
	if err != nil {
		return "", function.NewArgErrorf(0, "the given value is not valid base64: %s", err)
	}
	decoded, err := enc.NewDecoder().Bytes(raw)
	if err != nil || bytes.ContainsRune(decoded, '\uFFFD') {
		return "", function.NewArgErrorf(0, "the given string contains symbols that are not defined for %s", s[1])
	}
	return string(decoded), nil
}

// startsWithSpec answers for unknown strings of which the beginning is known.
var startsWithSpec = &function.Spec{
	Params:       []function.Parameter{{Name: "str", Type: cty.String, AllowUnknown: true}, {Name: "prefix", Type: cty.String}},
	Type:         function.StaticReturnType(cty.Bool),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		prefix := args[1].AsString()
		if args[0].IsKnown() {
			return cty.BoolVal(strings.HasPrefix(args[0].AsString(), prefix)), nil
		}
		known := args[0].Range().StringPrefix()
		switch {
		case strings.HasPrefix(known, prefix):
			return cty.True, nil
		case len(prefix) <= len(known):
			return cty.False, nil
		}
		return cty.UnknownVal(cty.Bool), nil
	},
}

// replace takes a substring wrapped in slashes for a regular expression.
var replaceSpec = &function.Spec{
	Params:       textParams([]string{"str", "substr", "replace"}),
	Type:         function.StaticReturnType(cty.String),
	RefineResult: notNull,
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		texts := textsOf(args)
		if from := texts[1]; len(from) > 1 && from[0] == '/' && from[len(from)-1] == '/' {
			re, err := regexp.Compile(from[1 : len(from)-1])
			if err != nil {
				return cty.NilVal, err
			}
			return cty.StringVal(re.ReplaceAllString(texts[0], texts[2])), nil
		}
		return stdlib.Replace(args[0], args[1], args[2])
	},
}

var timeCompareSpec = &function.Spec{
	Params: textParams([]string{"timestamp_a", "timestamp_b"}),
	Type:   function.StaticReturnType(cty.Number),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		var times [2]time.Time
		for i, v := range args {
			t, err := time.Parse(time.RFC3339, v.AsString())
			if err != nil {
				return cty.NilVal, function.NewArgError(i, err)
			}
			times[i] = t
		}
		return cty.NumberIntVal(int64(times[0].Compare(times[1]))), nil
	},
}

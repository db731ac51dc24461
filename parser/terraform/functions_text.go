package terraform

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// textFunctions returns the functions on strings and times that Terraform has
// beside those of cty.
func textFunctions() map[string]function.Function {
	return map[string]function.Function{
		"base64decode": textFunction(decodeBase64, "str"),
		"base64encode": textFunction(func(s []string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(s[0])), nil }, "str"),
		"endswith":     textTest(strings.HasSuffix, "str", "suffix"),
		"replace":      function.New(replaceSpec),
		"startswith":   textTest(strings.HasPrefix, "str", "prefix"),
		"strcontains":  textTest(strings.Contains, "str", "substr"),
		"timecmp":      function.New(timeCompareSpec),
		"urlencode":    textFunction(func(s []string) (string, error) { return url.QueryEscape(s[0]), nil }, "str"),
		"urldecode":    textFunction(func(s []string) (string, error) { return url.QueryUnescape(s[0]) }, "str"),
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
		return "", fmt.Errorf("the result of decoding the provided string is not valid UTF-8")
	}
	return string(decoded), nil
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

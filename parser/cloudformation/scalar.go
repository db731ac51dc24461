package cloudformation

import (
	"math"
	"strconv"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// plain types a scalar without quotes, nil for a string. The words yes, no, on
// and off, booleans of YAML 1.1, stay text here; where a property is boolean,
// coerce makes them so.
func plain(text string) *graph.Value {
	switch text {
	case "", "~", "null", "Null", "NULL":
		return &graph.Value{Form: graph.Null}
	case "true", "True", "TRUE":
		return graph.NewBool(true)
	case "false", "False", "FALSE":
		return graph.NewBool(false)
	}
	if c := text[0]; c != '-' && c != '+' && c != '.' && (c < '0' || c > '9') {
		return nil
	}
	return number(text)
}

// number reads a decimal number, nil for anything else. A leading zero makes a
// text: account IDs and file modes are written so.
func number(text string) *graph.Value {
	digits := strings.TrimLeft(text, "+-")
	if len(text)-len(digits) > 1 || digits == "" || len(text) > 400 {
		return nil
	}
	if len(digits) > 1 && digits[0] == '0' && digits[1] != '.' && digits[1] != 'e' && digits[1] != 'E' {
		return nil
	}
	whole := true
	for i := range len(digits) {
		switch c := digits[i]; {
		case c >= '0' && c <= '9':
		case c == '.' || c == 'e' || c == 'E' || (c == '-' || c == '+') && i > 0:
			whole = false
		default:
			return nil
		}
	}
	if whole {
		return graph.NewNumber(strings.TrimPrefix(text, "+"))
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(f, 0) || math.IsNaN(f) || math.Abs(f) > 1e100 {
		return nil
	}
	return graph.NewNumber(strconv.FormatFloat(f, 'f', -1, 64))
}

// scalarText returns the text that CloudFormation makes of a known scalar.
func scalarText(v *graph.Value) (string, bool) {
	if v == nil {
		return "", false
	}
	switch v.Form {
	case graph.String, graph.Number:
		return v.Text, true
	case graph.Bool:
		return strconv.FormatBool(v.Bool), true
	default:
		return "", false
	}
}

// truthOf returns the bool that a value stands for.
func truthOf(v *graph.Value) (value, ok bool) {
	if v == nil {
		return false, false
	}
	switch v.Form {
	case graph.Bool:
		return v.Bool, true
	case graph.String:
		switch strings.ToLower(v.Text) {
		case "true", "yes", "on":
			return true, true
		case "false", "no", "off":
			return false, true
		}
	default:
	}
	return false, false
}

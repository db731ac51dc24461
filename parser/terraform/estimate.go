package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// estimate returns an upper bound of what a function makes of its arguments,
// for those that can make more than they are given.
func estimate(name string, args []cty.Value) int {
	switch name {
	case "join", "replace", "regex", "regexall", "format", "formatlist", "setproduct", "indent":
	default:
		return 0
	}
	texts := make([]string, len(args))
	sizes := make([]int, len(args))
	for i, arg := range args {
		plain, _ := arg.UnmarkDeep()
		if isKnownString(plain) {
			texts[i] = plain.AsString()
		}
		sizes[i] = size(plain)
	}
	switch {
	case name == "join" && len(args) > 1:
		n := 0
		for i, list := range args[1:] {
			n += sizes[i+1] + count(list)*len(texts[0])
		}
		return n
	case name == "replace" && len(args) == 3:
		return estimateReplace(texts)
	case (name == "regex" || name == "regexall") && len(args) == 2:
		return estimatePattern(texts[0], texts[1]) / 50
	case (name == "format" || name == "formatlist") && len(args) > 0:
		return estimateFormat(texts[0], sizes) * rows(name, args)
	case name == "setproduct":
		n := 1
		for _, list := range args {
			if n *= max(count(list), 1); n > maxElements {
				return maxText + 1
			}
		}
	case name == "indent" && len(args) == 2:
		spaces, _ := args[0].Unmark()
		if spaces.Type() == cty.Number && spaces.IsKnown() && !spaces.IsNull() {
			n, _ := spaces.AsBigFloat().Int64()
			if n > maxText {
				return maxText + 1
			}
			return len(texts[1]) + int(n)*strings.Count(texts[1], "\n")
		}
	}
	return 0
}

func rows(name string, args []cty.Value) int {
	n := 1
	if name == "formatlist" {
		for _, arg := range args[1:] {
			n = max(n, count(arg))
		}
	}
	return n
}

func estimateReplace(texts []string) int {
	text, from, to := texts[0], texts[1], texts[2]
	if len(from) > 1 && from[0] == '/' && from[len(from)-1] == '/' {
		if len(to) > 0 && len(text) > maxText/len(to) && strings.Contains(to, "$") {
			return maxText + 1
		}
		return max(estimatePattern(from, text)/50, len(text))
	}
	return len(text) + strings.Count(text, from)*len(to)
}

// estimatePattern bounds the steps of a regular expression: repetitions are
// unrolled when it is compiled.
func estimatePattern(pattern, text string) int {
	states := len(pattern)
	if strings.ContainsRune(pattern, '{') {
		states *= 100
	}
	return states * len(text)
}

// estimateFormat bounds a formatted text by the widths and arguments in it.
func estimateFormat(layout string, sizes []int) int {
	n, width := len(layout), 0
	for _, c := range layout {
		if c >= '0' && c <= '9' {
			width = min(width*10+int(c-'0'), maxText)
			continue
		}
		n, width = n+width, 0
	}
	most := 0
	for _, size := range sizes[1:] {
		most = max(most, size)
	}
	return n + (strings.Count(layout, "%")+1)*most
}

// count returns the number of elements of a collection.
func count(v cty.Value) int {
	plain, _ := v.Unmark()
	if !plain.IsKnown() || plain.IsNull() || !plain.CanIterateElements() {
		return 1
	}
	return plain.LengthInt()
}

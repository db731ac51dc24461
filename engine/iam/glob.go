package iam

import "unicode"

// glob reports whether a pattern with * and ? matches the whole text. Neither
// character is bound to a part of an ARN: "*" runs across colons and slashes,
// as it does in the Resource element.
func glob(pattern, text string) bool { return matchGlob([]rune(pattern), []rune(text), false) }

// globFold is glob without regard to case, as actions are compared.
func globFold(pattern, text string) bool { return matchGlob([]rune(pattern), []rune(text), true) }

func matchGlob(pattern, text []rune, fold bool) bool {
	i, j, star, mark := 0, 0, -1, 0
	for j < len(text) {
		switch {
		case i < len(pattern) && pattern[i] == '*':
			star, mark = i, j
			i++
		case i < len(pattern) && (pattern[i] == '?' || sameRune(pattern[i], text[j], fold)):
			i++
			j++
		case star >= 0:
			mark++
			i, j = star+1, mark
		default:
			return false
		}
	}
	for i < len(pattern) && pattern[i] == '*' {
		i++
	}
	return i == len(pattern)
}

func sameRune(a, b rune, fold bool) bool {
	return a == b || fold && unicode.ToLower(a) == unicode.ToLower(b)
}

package iam

import (
	"unicode"
	"unicode/utf8"
)

// glob reports whether a pattern with * and ? matches the whole text. Neither
// character is bound to a part of an ARN: "*" runs across colons and slashes,
// as it does in the Resource element.
func glob(pattern, text string) bool { return matchGlob(pattern, text, false, false) }

// globFold is glob without regard to case, as actions are compared.
func globFold(pattern, text string) bool { return matchGlob(pattern, text, true, false) }

// globCovers reports whether the outer pattern matches all that the inner one
// does: a wildcard of the inner pattern is taken only by one of the outer.
func globCovers(outer, inner string, fold bool) bool { return matchGlob(outer, inner, fold, true) }

// matchGlob matches in place, going back to the last * on a mismatch. With
// wild, the wildcards of text stand for any text.
func matchGlob(pattern, text string, fold, wild bool) bool {
	if !isASCII(pattern) || !isASCII(text) {
		return matchRunes([]rune(pattern), []rune(text), fold, wild)
	}
	i, j, star, mark := 0, 0, -1, 0
	for j < len(text) {
		switch {
		case i < len(pattern) && pattern[i] == '*':
			star, mark = i, j
			i++
		case i < len(pattern) && sameCharacter(rune(pattern[i]), rune(text[j]), fold, wild):
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

// matchRunes is matchGlob for text beyond ASCII, where ? is one rune.
func matchRunes(pattern, text []rune, fold, wild bool) bool {
	i, j, star, mark := 0, 0, -1, 0
	for j < len(text) {
		switch {
		case i < len(pattern) && pattern[i] == '*':
			star, mark = i, j
			i++
		case i < len(pattern) && sameCharacter(pattern[i], text[j], fold, wild):
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

func sameCharacter(p, c rune, fold, wild bool) bool {
	switch {
	case wild && c == '*':
		return false
	case p == '?':
		return true
	case wild && c == '?':
		return false
	}
	return p == c || fold && unicode.ToLower(p) == unicode.ToLower(c)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

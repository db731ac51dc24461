package iam

import (
	"strings"
	"unicode"
)

// token is one element of a compiled pattern or subject.
type token struct {
	kind tokenKind
	r    rune   // for character
	id   string // for hole
}

type tokenKind uint8

const (
	character tokenKind = iota
	one                 // ?
	many                // *
	hole                // unknown text, possibly empty
	holeSome            // unknown text of at least one character
)

// tokens compiles a text; with wild, * and ? are wildcards.
func (t Text) tokens(wild, fold bool) []token {
	parts := t.parts
	if parts == nil {
		parts = []part{{text: t.known}}
	}
	var out []token
	for _, p := range parts {
		if p.hole {
			kind := holeSome
			if p.mayBeEmpty {
				kind = hole
			}
			out = append(out, token{kind: kind, id: p.id})
			continue
		}
		for _, r := range p.text {
			switch {
			case wild && r == '*':
				out = append(out, token{kind: many})
			case wild && r == '?':
				out = append(out, token{kind: one})
			case fold:
				out = append(out, token{r: unicode.ToLower(r)})
			default:
				out = append(out, token{r: r})
			}
		}
	}
	return out
}

// matchTokens says whether pattern matches subject: True when it does
// whatever the unknown parts are, False when it can't, else Unknown.
func matchTokens(pattern, subject []token) Truth {
	m := matcher{pattern: pattern, subject: subject, seen: make(map[[2]int]bool)}
	if m.must(0, 0) {
		return True
	}
	p, s := widen(pattern), widen(subject)
	m = matcher{pattern: p, subject: s, seen: make(map[[2]int]bool)}
	if m.may(0, 0) {
		return Unknown
	}
	return False
}

// covers reports whether every text that the inner pattern matches is matched
// by the outer one, as far as that can be seen.
func covers(outer, inner []token) bool {
	m := matcher{pattern: outer, subject: inner, seen: make(map[[2]int]bool)}
	return m.must(0, 0)
}

// widen replaces holes by wildcards.
func widen(tokens []token) []token {
	out := make([]token, 0, len(tokens)+1)
	for _, t := range tokens {
		switch t.kind {
		case holeSome:
			out = append(out, token{kind: one}, token{kind: many})
		case hole:
			out = append(out, token{kind: many})
		default:
			out = append(out, t)
		}
	}
	return out
}

// matcher compares two token sequences; seen holds the pairs of positions that
// were tried in vain.
type matcher struct {
	pattern, subject []token
	seen             map[[2]int]bool
}

// must reports whether the pattern matches for every text in the holes and
// wildcards of the subject: only * takes them, or a hole of the same text.
func (m matcher) must(i, j int) bool {
	for i < len(m.pattern) {
		p := m.pattern[i]
		if p.kind == many {
			break
		}
		if j == len(m.subject) {
			return false
		}
		s := m.subject[j]
		switch p.kind {
		case character:
			if s.kind != character || s.r != p.r {
				return false
			}
		case one:
			if s.kind != character && s.kind != one {
				return false
			}
		default:
			if (s.kind != hole && s.kind != holeSome) || p.id == "" || p.id != s.id {
				return false
			}
		}
		i++
		j++
	}
	if i == len(m.pattern) {
		return j == len(m.subject)
	}
	if m.seen[[2]int{i, j}] {
		return false
	}
	m.seen[[2]int{i, j}] = true
	if m.must(i+1, j) {
		return true
	}
	return j < len(m.subject) && m.must(i, j+1)
}

// may reports whether some text matches both sides, whose holes are wildcards.
func (m matcher) may(i, j int) bool {
	if m.seen[[2]int{i, j}] {
		return false
	}
	m.seen[[2]int{i, j}] = true
	p, s := i < len(m.pattern), j < len(m.subject)
	switch {
	case p && m.pattern[i].kind == many:
		return m.may(i+1, j) || (s && m.may(i, j+1))
	case s && m.subject[j].kind == many:
		return m.may(i, j+1) || (p && m.may(i+1, j))
	case p != s:
		return false
	case !p:
		return true
	}
	a, b := m.pattern[i], m.subject[j]
	return (a.kind == one || b.kind == one || a.r == b.r) && m.may(i+1, j+1)
}

// matchText matches a pattern with wildcards against a text.
func matchText(pattern, subject Text, fold bool) Truth {
	return forEach(pattern, func(pattern Text) Truth { return matchOne(pattern, subject, fold) })
}

func matchOne(pattern, subject Text, fold bool) Truth {
	p, pKnown := pattern.Known()
	s, sKnown := subject.Known()
	switch {
	case pKnown && sKnown && fold:
		return TruthOf(globFold(p, s))
	case pKnown && sKnown:
		return TruthOf(glob(p, s))
	}
	return matchTokens(pattern.tokens(true, fold), subject.tokens(false, fold))
}

// coversText reports whether a pattern matches all that another one does, as
// far as that can be seen.
func coversText(outer, inner Text, fold bool) bool {
	o, oKnown := outer.Known()
	i, iKnown := inner.Known()
	if oKnown && iKnown {
		return globCovers(o, i, fold)
	}
	return covers(outer.tokens(true, fold), inner.tokens(true, fold))
}

// equalText compares two texts without wildcards.
func equalText(a, b Text, fold bool) Truth {
	return forEach(a, func(a Text) Truth { return equalOne(a, b, fold) })
}

func equalOne(a, b Text, fold bool) Truth {
	s, sKnown := a.Known()
	t, tKnown := b.Known()
	if sKnown && tKnown {
		return TruthOf(s == t || fold && strings.EqualFold(s, t))
	}
	x, y := a.tokens(false, fold), b.tokens(false, fold)
	return matchTokens(x, y)
}

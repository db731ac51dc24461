package parser

import (
	"path"
	"strings"
)

// ignoreList holds the patterns of one ignore file, in the syntax of
// gitignore(5), and continues with the list of the directory above.
type ignoreList struct {
	above    *ignoreList
	base     string // the directory of the file, relative to the root; "." for the root
	patterns []ignorePattern
}

type ignorePattern struct {
	segments []string // split at slashes; "**" spans any number of them
	negated  bool     // "!": what matches is kept after all
	dirOnly  bool     // trailing slash
	anchored bool     // a slash at the start or in the middle: relative to the base
}

// newIgnoreList reads the lines of an ignore file in directory base.
func newIgnoreList(above *ignoreList, base, text string) *ignoreList {
	list := &ignoreList{above: above, base: base}
	for line := range strings.Lines(text) {
		if p, ok := parseIgnorePattern(strings.TrimRight(line, "\r\n")); ok {
			list.patterns = append(list.patterns, p)
		}
	}
	return list
}

func parseIgnorePattern(line string) (ignorePattern, bool) {
	// Trailing blanks don't count, unless the first of them is escaped.
	for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
		line = line[:len(line)-1]
	}
	if strings.HasPrefix(line, "#") {
		return ignorePattern{}, false
	}
	var p ignorePattern
	line, p.negated = strings.CutPrefix(line, "!")
	line, p.dirOnly = strings.CutSuffix(line, "/")
	p.anchored = strings.Contains(line, "/")
	line = strings.TrimPrefix(line, "/")
	if line == "" {
		return ignorePattern{}, false
	}
	// path.Match negates a class with ^, gitignore with ! as well.
	p.segments = strings.Split(strings.ReplaceAll(line, "[!", "[^"), "/")
	return p, true
}

// ignores reports whether the list, or one above it, excludes a path relative
// to the root. The last pattern of the closest file decides, as in git; that a
// directory above is excluded is for the walk to notice.
func (l *ignoreList) ignores(name string, isDir bool) bool {
	for ; l != nil; l = l.above {
		relative := name
		if l.base != "." {
			relative = strings.TrimPrefix(name, l.base+"/")
		}
		segments := strings.Split(relative, "/")
		for i := len(l.patterns) - 1; i >= 0; i-- {
			p := &l.patterns[i]
			if p.dirOnly && !isDir {
				continue
			}
			if p.matches(segments) {
				return !p.negated
			}
		}
	}
	return false
}

func (p *ignorePattern) matches(segments []string) bool {
	if !p.anchored {
		segments = segments[len(segments)-1:]
	}
	return matchSegments(p.segments, segments)
}

// matchSegments matches whole paths. A "**" in the middle or at the start may
// span nothing; at the end it stands for at least one segment.
func matchSegments(pattern, segments []string) bool {
	for len(pattern) > 0 {
		if pattern[0] == "**" {
			if len(pattern) == 1 {
				return len(segments) > 0
			}
			for i := range segments {
				if matchSegments(pattern[1:], segments[i:]) {
					return true
				}
			}
			return false
		}
		if len(segments) == 0 {
			return false
		}
		if ok, err := path.Match(pattern[0], segments[0]); err != nil || !ok {
			return false
		}
		pattern, segments = pattern[1:], segments[1:]
	}
	return len(segments) == 0
}

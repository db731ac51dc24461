package ruledoc

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/engine"
)

// Index renders docs/rules/README.md: every rule with its severity and profile,
// by service.
func Index(rules []*engine.Rule) []byte {
	var p page
	p.printf("# Rules\n\n%d rules, by service. `plumb explain RULE` prints the same as a page. Rules without a profile belong to the default profile.\n", len(rules))
	service := ""
	for _, r := range rules {
		s, name, _ := strings.Cut(r.ID, "/")
		if s != service {
			service = s
			p.printf("\n## %s\n\n| rule | requirement | severity | profile |\n| --- | --- | --- | --- |\n", s)
		}
		p.printf("| [%s](%s/%s.md) | %s | %s | %s |\n", r.ID, s, name, cell(r.Title), r.Severity, r.Profile)
	}
	return p.Bytes()
}

// Guidance renders docs/guidance.md: the notes that the rules encode, with the
// rules behind each of their sections.
func Guidance(rules []*engine.Rule, notes map[string]string) []byte {
	sections := map[string]map[string][]string{}
	for _, r := range rules {
		for _, g := range r.Guidance {
			if sections[g.Doc] == nil {
				sections[g.Doc] = map[string][]string{}
			}
			sections[g.Doc][g.Section] = append(sections[g.Doc][g.Section], r.ID)
		}
	}
	var p page
	p.printf("# The guidance behind the rules\n\nThe rules encode five sets of AWS architecture notes, written in Korean. Where the notes and the documentation of AWS differ, the rules follow AWS.\n")
	for _, doc := range slices.Sorted(maps.Keys(notes)) {
		p.printf("\n## %s\n\n| section | rules |\n| --- | --- |\n", notes[doc])
		for _, section := range slices.Sorted(maps.Keys(sections[doc])) {
			p.printf("| %s | %s |\n", cell(section), links("rules/", sections[doc][section]))
		}
	}
	return p.Bytes()
}

// Coverage renders docs/coverage.md from the list of systems that the notes
// describe: a line each, the system, a tab, and the rules that cover it,
// separated by spaces, or a text that says why no rule can. Rules that the pack
// does not have are left out.
func Coverage(systems string, rules []*engine.Rule) ([]byte, error) {
	known := map[string]bool{}
	for _, r := range rules {
		known[r.ID] = true
	}
	var p page
	p.printf("# What the rules cover\n\nEvery system that the notes describe, with its rules.\n\n| system | rules, or why there are none |\n| --- | --- |\n")
	for line := range strings.Lines(systems) {
		system, covered, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			return nil, fmt.Errorf("coverage: %q is no system with its rules", line)
		}
		words := strings.Fields(covered)
		if !strings.Contains(words[0], "/") || len(words) > 1 && !strings.Contains(words[1], "/") {
			p.printf("| %s | %s |\n", cell(system), cell(covered))
			continue
		}
		present := slices.DeleteFunc(words, func(id string) bool { return !known[id] })
		if len(present) == 0 {
			p.printf("| %s | none yet |\n", cell(system))
			continue
		}
		p.printf("| %s | %s |\n", cell(system), links("rules/", present))
	}
	return p.Bytes(), nil
}

func links(prefix string, ids []string) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = fmt.Sprintf("[%s](%s%s.md)", id, prefix, id)
	}
	return strings.Join(list, ", ")
}

// cell keeps a text from ending the cell of a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

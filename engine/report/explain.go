package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/engine"
)

// section is one heading of a rule's explanation. A single line is prose,
// several are a list, code is shown as it is.
type section struct {
	heading word
	lines   []string
	code    bool
}

// Explain writes all that there is to say about a rule. notes maps the
// guidance notes' numbers ("000") to their titles; a note without one is cited
// by its section alone.
func Explain(w io.Writer, r *engine.Rule, notes map[string]string, o Options) error {
	b := bufio.NewWriter(w)
	_, _ = fmt.Fprintf(b, "%s\n%s\n", o.paint(bold, r.ID+": "+o.title(r)), o.paint(dim, facts(r, o)))
	for _, s := range explanation(r, notes, o) {
		_, _ = fmt.Fprintf(b, "\n%s\n", o.paint(bold, upperFirst(o.say(s.heading))))
		for _, line := range s.lines {
			bullet := "  "
			if len(s.lines) > 1 && !s.code {
				bullet = "  - "
			}
			width := o.Width - len(bullet) - 1
			if s.code {
				width = 0 // to be copied as it is
			}
			for i, part := range wrap(line, width) {
				if i > 0 {
					bullet = strings.Repeat(" ", len(bullet))
				}
				_, _ = b.WriteString(strings.TrimRight(bullet+part, " ") + "\n")
			}
		}
	}
	return b.Flush() // carries the errors of all writes
}

// facts is the line below the title: severity, category, profile.
func facts(r *engine.Rule, o Options) string {
	words := []string{
		o.say(wordSeverity) + ": " + string(r.Severity),
		o.say(wordCategory) + ": " + r.Category,
		o.say(wordProfile) + ": " + profile(r),
	}
	if len(r.Languages) > 0 {
		words = append(words, o.say(wordLanguages)+": "+strings.Join(r.Languages, ", "))
	}
	return strings.Join(words, ", ")
}

func profile(r *engine.Rule) string {
	if r.Profile == "" {
		return engine.ProfileDefault
	}
	return r.Profile
}

// explanation lists what is known of a rule, in the order in which a reader asks.
func explanation(r *engine.Rule, notes map[string]string, o Options) []section {
	var sections []section
	add := func(heading word, lines ...string) {
		lines = slices.DeleteFunc(lines, func(l string) bool { return strings.TrimSpace(l) == "" })
		if len(lines) > 0 {
			sections = append(sections, section{heading: heading, lines: lines})
		}
	}
	add(wordWhy, sentence(o.description(r)))
	add(wordHowToFix, sentence(o.fix(r)))
	add(wordAppliesTo, r.Kinds[:min(len(r.Kinds), 1)]...) // the others are only read
	add(wordLimits, sentence(r.Limits))
	add(wordDiffers, sentence(r.Differs))
	add(wordParameters, parameters(r)...)
	sections = append(sections, section{heading: wordSuppress, lines: suppressing(r, o), code: true})
	add(wordAliases, strings.Join(r.Aliases, ", "))
	add(wordSources, sources(r, notes)...)
	return sections
}

// parameters lists the settings with their defaults, as the configuration has them.
func parameters(r *engine.Rule) []string {
	var lines []string
	for key, value := range r.Params {
		text, err := compact(value)
		if err != nil {
			text = []byte(fmt.Sprint(value))
		}
		lines = append(lines, key+": "+string(text))
	}
	slices.Sort(lines)
	return lines
}

// suppressing shows the comment of Terraform and the metadata of a template.
func suppressing(r *engine.Rule, o Options) []string {
	reason := "why this is fine here"
	if o.korean() {
		reason = "여기서는 괜찮은 이유"
	}
	var lines []string
	if appliesTo(r, "terraform") {
		lines = append(lines, "# plumb:ignore "+r.ID+" until=2030-01-31 -- "+reason)
	}
	if appliesTo(r, "cloudformation") {
		lines = append(lines, fmt.Sprintf("Metadata: {plumb: {ignore: [{rule: %s, until: 2030-01-31, reason: %s}]}}", r.ID, reason))
	}
	return lines
}

func appliesTo(r *engine.Rule, language string) bool {
	return len(r.Languages) == 0 || slices.Contains(r.Languages, language)
}

// sources cites the notes by title and section, then the documentation of AWS.
func sources(r *engine.Rule, notes map[string]string) []string {
	var lines []string
	for _, g := range r.Guidance {
		title := notes[g.Doc]
		switch {
		case title == "":
			lines = append(lines, g.Section)
		case g.Section == "":
			lines = append(lines, title)
		default:
			lines = append(lines, title+": "+g.Section)
		}
	}
	return append(lines, r.Related...)
}

// ruleText is the explanation as plain text, for viewers without markdown.
func ruleText(r *engine.Rule, o Options) string {
	var parts []string
	for _, s := range explanation(r, nil, o) {
		lines := s.lines
		if len(lines) > 1 {
			for i, l := range lines {
				lines[i] = "- " + l
			}
		}
		parts = append(parts, upperFirst(o.say(s.heading))+":\n"+strings.Join(lines, "\n"))
	}
	return o.title(r) + "\n\n" + strings.Join(parts, "\n\n") + "\n"
}

// ruleMarkdown is the explanation as markdown.
func ruleMarkdown(r *engine.Rule, o Options) string {
	var b strings.Builder
	b.WriteString("# " + markdownText(o.title(r)) + "\n\n`" + r.ID + "` | " + markdownText(facts(r, o)) + "\n")
	for _, s := range explanation(r, nil, o) {
		b.WriteString("\n## " + upperFirst(o.say(s.heading)) + "\n\n")
		switch {
		case s.code:
			b.WriteString("```\n" + strings.Join(s.lines, "\n") + "\n```\n")
		case len(s.lines) == 1:
			b.WriteString(markdownText(s.lines[0]) + "\n")
		default:
			for _, l := range s.lines {
				b.WriteString("- " + markdownText(l) + "\n")
			}
		}
	}
	return b.String()
}

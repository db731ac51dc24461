// Package ruledoc renders the documentation of the rule pack from what is
// tested anyway: the metadata of the rules, their fixtures and the lines that
// these give. It evaluates nothing and knows no rule by name.
package ruledoc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/engine"
)

// sources are the files of a fixture with their language on the page, in the
// order in which they are shown.
var sources = []struct{ file, language, fence string }{
	{"main.tf", "Terraform", "terraform"},
	{"template.yaml", "CloudFormation", "yaml"},
	{"template.json", "CloudFormation", "json"},
}

// Page renders docs/rules/SERVICE/NAME.md. The examples and the output are those
// of the rule's fixtures below the given directory; notes maps the numbers of
// the guidance notes to their titles.
func Page(r *engine.Rule, fixtures string, notes map[string]string) ([]byte, error) {
	var p page
	p.printf("# %s\n\n%s\n\n", r.ID, r.Title)
	p.facts(r)
	p.section("Why", sentence(r.Description))
	if r.Fix != nil {
		p.section("How to fix", sentence(r.Fix.Text))
	}
	dir := filepath.Join(fixtures, filepath.FromSlash(r.ID))
	if err := p.examples("Fails", filepath.Join(dir, "fail")); err != nil {
		return nil, err
	}
	if err := p.examples("Passes", filepath.Join(dir, "pass")); err != nil {
		return nil, err
	}
	p.settings(r)
	p.printf("## How to suppress\n\n")
	if appliesTo(r, "terraform") {
		p.printf("```terraform\n# plumb:ignore %s until=2030-01-31 -- why this is fine here\n```\n\n", r.ID)
	}
	if appliesTo(r, "cloudformation") {
		p.printf("```yaml\nMetadata:\n  plumb:\n    ignore:\n      - {rule: %s, until: 2030-01-31, reason: why this is fine here}\n```\n\n", r.ID)
	}
	p.section("What it does not catch", sentence(r.Limits))
	p.section("Where the languages differ", sentence(r.Differs))
	p.cite(r, notes)
	return append(bytes.TrimRight(p.Bytes(), "\n"), '\n'), nil
}

type page struct{ bytes.Buffer }

func (p *page) printf(format string, args ...any) { _, _ = fmt.Fprintf(p, format, args...) }

func (p *page) section(heading, text string) {
	if text != "" {
		p.printf("## %s\n\n%s\n\n", heading, text)
	}
}

func (p *page) facts(r *engine.Rule) {
	profile := r.Profile
	if profile == "" {
		profile = engine.ProfileDefault
	}
	languages := "Terraform, CloudFormation"
	if len(r.Languages) == 1 {
		languages = map[string]string{"terraform": "Terraform", "cloudformation": "CloudFormation"}[r.Languages[0]]
	}
	p.printf("| severity | category | profile | languages | about |\n| --- | --- | --- | --- | --- |\n")
	p.printf("| %s | %s | %s | %s | [`%s`](../../kinds.md) |\n\n", r.Severity, r.Category, profile, languages, r.Kinds[0])
}

// examples shows a fixture in every language that it is written in, with the
// lines that plumb prints for it.
func (p *page) examples(heading, dir string) error {
	want, err := os.ReadFile(filepath.Join(dir, "want.txt"))
	if os.IsNotExist(err) {
		return nil // a rule that is being written; its own test asks for the fixture
	}
	if err != nil {
		return fmt.Errorf("read the output of a fixture: %w", err)
	}
	for _, s := range sources {
		text, err := os.ReadFile(filepath.Join(dir, s.file))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return fmt.Errorf("read a fixture: %w", err)
		}
		p.printf("## %s in %s\n\n```%s\n%s```\n\n", heading, s.language, s.fence, text)
		if lines := linesOf(string(want), s.file); lines != "" {
			p.printf("```text\n%s```\n\n", lines)
		}
	}
	return nil
}

// linesOf returns those lines of the output that are about a file.
func linesOf(want, file string) string {
	var lines strings.Builder
	for line := range strings.Lines(want) {
		if strings.HasPrefix(line, file+":") {
			lines.WriteString(line)
		}
	}
	return lines.String()
}

func (p *page) settings(r *engine.Rule) {
	if len(r.Params) == 0 {
		return
	}
	p.printf("## Settings\n\nIn `.plumb.yaml`, with their defaults:\n\n```yaml\nparams:\n  %s:\n", r.ID)
	keys := make([]string, 0, len(r.Params))
	for key := range r.Params {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		value, err := json.Marshal(r.Params[key])
		if err != nil {
			value = []byte("null")
		}
		p.printf("    %s: %s\n", key, value)
	}
	p.printf("```\n\n")
}

func (p *page) cite(r *engine.Rule, notes map[string]string) {
	p.printf("## Sources\n\n")
	for _, g := range r.Guidance {
		p.printf("- [%s](../../guidance.md), %s\n", notes[g.Doc], g.Section)
	}
	for _, url := range r.Related {
		p.printf("- <%s>\n", url)
	}
	if len(r.Aliases) > 0 {
		p.printf("\n## Also known as\n\n`%s`\n", strings.Join(r.Aliases, "`, `"))
	}
}

func appliesTo(r *engine.Rule, language string) bool {
	return len(r.Languages) == 0 || slices.Contains(r.Languages, language)
}

func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

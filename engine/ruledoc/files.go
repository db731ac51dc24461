package ruledoc

import (
	"path"

	"github.com/plumb-iac/plumb/engine"
)

// Files renders everything that is generated below docs/, by the path within
// it: the page of every rule, their index, the guidance and the coverage.
func Files(rules []*engine.Rule, fixtures, systems string, notes map[string]string) (map[string][]byte, error) {
	files := map[string][]byte{
		"rules/README.md": Index(rules),
		"guidance.md":     Guidance(rules, notes),
	}
	coverage, err := Coverage(systems, rules)
	if err != nil {
		return nil, err
	}
	files["coverage.md"] = coverage
	for _, r := range rules {
		text, err := Page(r, fixtures, notes)
		if err != nil {
			return nil, err
		}
		files[path.Join("rules", r.ID+".md")] = text
	}
	return files, nil
}

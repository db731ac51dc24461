package triage

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/plumb-iac/plumb/engine"
)

// baselineVersion is that of the file's format.
const baselineVersion = 1

// Known is one finding of a baseline. What it says beside the key lets people
// read the file, and keeps a finding that got worse from hiding behind it.
type Known struct {
	Key      string          `json:"key"`
	Rule     string          `json:"rule"`
	Unit     string          `json:"unit"`
	Address  string          `json:"address"`
	Verdict  engine.Verdict  `json:"verdict"`
	Severity engine.Severity `json:"severity"`
}

// Baseline is the set of findings that were there before.
type Baseline struct {
	known map[string]Known
}

// NewBaseline returns the baseline of a run. Findings that are suppressed in
// the source stay out, so that they show up when the suppression is removed.
func NewBaseline(findings []*engine.Finding) *Baseline {
	b := &Baseline{known: make(map[string]Known, len(findings))}
	for _, f := range findings {
		if f.Suppressed != nil && f.Suppressed.Kind != external {
			continue
		}
		k := Known{Key: f.Key, Rule: f.Rule.ID, Unit: f.Unit, Address: f.Address, Verdict: f.Verdict, Severity: f.Severity}
		if before, ok := b.known[f.Key]; !ok || k.worse(before) {
			b.known[f.Key] = k
		}
	}
	return b
}

// ReadBaseline reads what Write has written.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	var file struct {
		Version  int     `json:"version"`
		Findings []Known `json:"findings"`
	}
	if err := json.NewDecoder(r).Decode(&file); err != nil {
		return nil, fmt.Errorf("read baseline: %w", err)
	}
	if file.Version != baselineVersion {
		return nil, fmt.Errorf("read baseline: version is %d, expected %d", file.Version, baselineVersion)
	}
	b := &Baseline{known: make(map[string]Known, len(file.Findings))}
	for _, k := range file.Findings {
		b.known[k.Key] = k
	}
	return b, nil
}

// Write writes the baseline, a finding a line and sorted by what doesn't move
// with the lines of the source, so that it merges and reviews well.
func (b *Baseline) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	_, _ = fmt.Fprintf(out, "{\"version\": %d, \"findings\": [", baselineVersion)
	for i, k := range b.sorted() {
		line, err := json.Marshal(k)
		if err != nil {
			return fmt.Errorf("write baseline: %w", err)
		}
		if i > 0 {
			_ = out.WriteByte(',') // Flush returns the error, here and below
		}
		_ = out.WriteByte('\n')
		_, _ = out.Write(line)
	}
	_, _ = out.WriteString("\n]}\n")
	return out.Flush()
}

func (b *Baseline) sorted() []Known {
	list := make([]Known, 0, len(b.known))
	for _, k := range b.known {
		list = append(list, k)
	}
	slices.SortFunc(list, func(x, y Known) int {
		return cmp.Or(cmp.Compare(x.Unit, y.Unit), cmp.Compare(x.Rule, y.Rule), cmp.Compare(x.Address, y.Address), cmp.Compare(x.Key, y.Key))
	})
	return list
}

// external is SARIF's word for a suppression that doesn't stand in the source.
const external = "external"

// Apply marks the findings that the baseline knows as suppressed, for a reason
// in the report's words, and returns what it knows that is no longer found.
func (b *Baseline) Apply(findings []*engine.Finding, reason string) (gone []Known) {
	met := map[string]bool{}
	for _, f := range findings {
		if _, ok := b.known[f.Key]; ok {
			met[f.Key] = true
		}
		if f.Suppressed == nil && b.has(f) {
			f.Suppressed = &engine.Suppression{Kind: external, Reason: reason}
		}
	}
	for _, k := range b.sorted() {
		if !met[k.Key] {
			gone = append(gone, k)
		}
	}
	return gone
}

// has reports whether a finding was known, and no better than it is now.
func (b *Baseline) has(f *engine.Finding) bool {
	before, ok := b.known[f.Key]
	return ok && !Known{Verdict: f.Verdict, Severity: f.Severity}.worse(before)
}

// worse reports whether k fails where other was undetermined, or is graded higher.
func (k Known) worse(other Known) bool {
	if k.Verdict != other.Verdict {
		return k.Verdict == engine.Fail
	}
	return k.Severity != other.Severity && k.Severity.AtLeast(other.Severity)
}

// Since splits the findings of a run into those that a change brought in and
// those that were there before it. Both runs evaluate whole graphs: a variable
// that opens a port in another file makes a new finding there, and a line that
// moved does not.
func Since(findings, before []*engine.Finding) (fresh, known []*engine.Finding) {
	b := NewBaseline(before)
	for _, f := range findings {
		if b.has(f) {
			known = append(known, f)
		} else {
			fresh = append(fresh, f)
		}
	}
	return fresh, known
}

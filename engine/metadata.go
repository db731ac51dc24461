package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/model/mapping"
)

// The words that metadata may use.
var (
	categories = []string{
		"least-privilege", "encryption", "network", "data-protection", "reliability",
		"logging", "cost", "limits", "operations",
	}
	profiles      = []string{"", ProfileStrict, ProfileAccount}
	languages     = []string{"terraform", "cloudformation"}
	topLevelKeys  = []string{"title", "description", "related_resources", "custom"}
	placeholder   = regexp.MustCompile(`\{([a-z][a-z0-9_]*)\}`)
	koParticle    = regexp.MustCompile(`\}(?:은|는|이|가|을|를|과|와|으로|로|의|에|에서|도|만|이며|이고|이라|라)(?:[^\p{Hangul}]|$)`)
	metadataKey   = regexp.MustCompile(`^#\s+(?:- )?"?([A-Za-z_]+)"?:`)
	unknownField  = regexp.MustCompile(`unknown field "([^"]+)"`)
	guidanceDoc   = regexp.MustCompile(`^\d{3}$`)
	rulePath      = regexp.MustCompile(`^[a-z0-9]+/[a-z][a-z0-9_]*\.rego$`)
	evidenceEntry = regexp.MustCompile(`^[a-z][a-z0-9_]*(\[\*\])*(\.[a-z][a-z0-9_]*(\[\*\])*)*$`)
)

// customMetadata is the custom section of a METADATA block.
type customMetadata struct {
	Severity  Severity          `json:"severity"`
	Category  string            `json:"category"`
	Profile   string            `json:"profile"`
	Kinds     []string          `json:"kinds"`
	Evidence  []string          `json:"evidence"`
	Message   string            `json:"message"`
	Messages  map[string]string `json:"messages"`
	Languages []string          `json:"languages"`
	Differs   string            `json:"differs"`
	Params    map[string]any    `json:"params"`
	Guidance  []Guidance        `json:"guidance"`
	Aliases   []string          `json:"aliases"`
	Fix       *RuleFix          `json:"fix"`
	Limits    string            `json:"limits"`
	Korean    Korean            `json:"ko"`
}

// metadataReader collects the mistakes of one file, each with its line.
type metadataReader struct {
	file   string
	lines  []string
	errors []error
	kinds  []error // kinds and attributes that the model doesn't have
}

// readRule reads the metadata of a rule file and checks it; all mistakes come
// back joined, each as file:line: message. What the model doesn't know of the
// rule's kinds comes back apart.
func readRule(file string, src []byte, module *ast.Module) (rule *Rule, unmodeled, err error) {
	m := &metadataReader{file: file, lines: strings.Split(string(src), "\n")}
	rule = &Rule{ID: ruleID(file), Package: strings.TrimPrefix(module.Package.Path.String(), "data."), File: file}
	if !rulePath.MatchString(file) {
		m.failAt(1, "rule files are named service/rule_name.rego in lower case")
	}
	if want := "rules." + strings.ReplaceAll(strings.TrimSuffix(file, ".rego"), "/", "."); rule.Package != want {
		m.failAt(module.Package.Location.Row, "package %s, expected %s from the path of the file", rule.Package, want)
	}
	block := packageAnnotations(module)
	if block == nil {
		m.failAt(1, "METADATA is missing above the package")
		return nil, nil, errors.Join(m.errors...)
	}
	m.readAnnotations(rule, block)
	m.checkTopLevel(block)
	m.checkWords(rule)
	m.checkTexts(rule)
	m.checkKinds(rule)
	for _, kind := range kindsRead(module) {
		if !slices.Contains(rule.Kinds, kind) {
			m.fail("kinds", "the rule reads %s, which kinds doesn't list", kind)
		}
	}
	rule.Imports = libImports(module)
	if len(m.errors) > 0 {
		return nil, nil, errors.Join(m.errors...)
	}
	return rule, errors.Join(m.kinds...), nil
}

// checkKinds looks up kinds and evidence in the model.
func (m *metadataReader) checkKinds(rule *Rule) {
	for i, name := range rule.Kinds {
		kind, ok := model.Lookup(name)
		if !ok {
			m.kinds = append(m.kinds, m.mistake(m.line("kinds"), "unknown kind %q (see plumb kinds)", name))
			continue
		}
		if i > 0 {
			continue
		}
		for _, e := range rule.Evidence {
			steps := slices.DeleteFunc(evidenceSteps(e), func(step string) bool { return step == everyElement })
			if !hasAttribute(kind.Attributes, steps) {
				m.kinds = append(m.kinds, m.mistake(m.line("evidence"), "unknown attribute %q of %s (see plumb kinds %s)", e, name, name))
			}
		}
	}
}

// hasAttribute reports whether steps lead to an attribute, to a group of
// attributes, or into one whose insides the model doesn't describe.
func hasAttribute(attributes []mapping.Attribute, steps graph.Path) bool {
	for i := range attributes {
		a := &attributes[i]
		n := min(len(steps), len(a.Steps))
		switch {
		case !slices.Equal(a.Steps[:n], steps[:n]):
		case len(steps) <= len(a.Steps), a.Type == mapping.Any, a.Type == mapping.Map, a.Type == mapping.Policy:
			return true
		default:
			return len(a.Item) == 0 && a.Derived || hasAttribute(a.Item, steps[n:])
		}
	}
	return false
}

// ruleID turns the path of a rule file into the name of its rule.
func ruleID(file string) string {
	return strings.ReplaceAll(strings.TrimSuffix(file, ".rego"), "_", "-")
}

func packageAnnotations(module *ast.Module) *ast.Annotations {
	for _, a := range module.Annotations {
		if a.Scope == "package" {
			return a
		}
	}
	return nil
}

func (m *metadataReader) readAnnotations(rule *Rule, block *ast.Annotations) {
	var custom customMetadata
	text, err := json.Marshal(block.Custom)
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.DisallowUnknownFields()
		err = decoder.Decode(&custom)
	}
	if err != nil {
		m.failDecode(err)
	}
	rule.Title, rule.Description = strings.TrimSpace(block.Title), strings.TrimSpace(block.Description)
	for _, r := range block.RelatedResources {
		rule.Related = append(rule.Related, r.Ref.String())
	}
	rule.Severity, rule.Category, rule.Profile = custom.Severity, custom.Category, custom.Profile
	rule.Kinds, rule.Evidence = custom.Kinds, custom.Evidence
	rule.Message, rule.Messages = custom.Message, custom.Messages
	rule.Languages, rule.Differs = custom.Languages, custom.Differs
	rule.Params, rule.Guidance, rule.Aliases = custom.Params, custom.Guidance, custom.Aliases
	rule.Fix, rule.Limits, rule.Korean = custom.Fix, custom.Limits, custom.Korean
}

// failDecode names the key that the decoder stumbled over.
func (m *metadataReader) failDecode(err error) {
	var mismatch *json.UnmarshalTypeError
	switch found := unknownField.FindStringSubmatch(err.Error()); {
	case found != nil:
		m.fail(found[1], "unknown key %q in custom", found[1])
	case errors.As(err, &mismatch):
		m.fail(path.Base(strings.ReplaceAll(mismatch.Field, ".", "/")), "%s: got %s, expected %s", mismatch.Field, mismatch.Value, mismatch.Type)
	default:
		m.fail("custom", "custom metadata: %v", err)
	}
}

// checkTopLevel finds the keys beside custom that OPA would silently ignore.
func (m *metadataReader) checkTopLevel(block *ast.Annotations) {
	for i := block.Location.Row; i < len(m.lines) && strings.HasPrefix(m.lines[i], "#"); i++ {
		if !strings.HasPrefix(m.lines[i], "# ") || strings.HasPrefix(m.lines[i], "#  ") || strings.HasPrefix(m.lines[i], "# -") {
			continue
		}
		if found := metadataKey.FindStringSubmatch(m.lines[i]); len(found) == 2 && !slices.Contains(topLevelKeys, found[1]) {
			m.failAt(i+1, "unknown key %q, expected one of %s", found[1], strings.Join(topLevelKeys, ", "))
		}
	}
}

func (m *metadataReader) checkWords(rule *Rule) {
	if !slices.Contains(Severities, rule.Severity) {
		m.fail("severity", "unknown severity %q, expected critical, high, medium, low or note", rule.Severity)
	}
	if !slices.Contains(categories, rule.Category) {
		m.fail("category", "unknown category %q, expected one of %s", rule.Category, strings.Join(categories, ", "))
	}
	if !slices.Contains(profiles, rule.Profile) {
		m.fail("profile", "unknown profile %q, expected strict or account (nothing for default)", rule.Profile)
	}
	for _, l := range rule.Languages {
		if !slices.Contains(languages, l) {
			m.fail("languages", "unknown language %q, expected terraform or cloudformation", l)
		}
	}
	if len(rule.Kinds) == 0 {
		m.fail("kinds", "kinds is missing: the kinds that the rule reads, the one that findings are about first")
	}
	for _, e := range rule.Evidence {
		if !evidenceEntry.MatchString(e) {
			m.fail("evidence", "evidence %q is no path like ingress[*].cidrs", e)
		}
	}
	for _, g := range rule.Guidance {
		if !guidanceDoc.MatchString(g.Doc) || g.Section == "" {
			m.fail("guidance", "guidance needs doc (three digits) and section, got %q %q", g.Doc, g.Section)
		}
	}
	for _, r := range rule.Related {
		if !strings.HasPrefix(r, "https://") {
			m.fail("related_resources", "related resource %q is no https URL", r)
		}
	}
	if len(rule.Related) == 0 {
		m.fail("related_resources", "related_resources is missing: the documentation that the rule relies on")
	}
}

// checkTexts requires every text in both languages, with equal placeholders.
func (m *metadataReader) checkTexts(rule *Rule) {
	required := []struct{ key, text string }{
		{"title", rule.Title},
		{"description", rule.Description},
		{"ko", rule.Korean.Title},
		{"ko", rule.Korean.Description},
		{"ko", rule.Korean.Fix},
	}
	for _, r := range required {
		if r.text == "" {
			m.fail(r.key, "%s is incomplete: title, description and fix are required in English and Korean", r.key)
			break
		}
	}
	if rule.Fix == nil || rule.Fix.Text == "" {
		m.fail("fix", "fix.text is missing: one line that says how to fix")
	}
	if strings.HasSuffix(rule.Title, ".") {
		m.fail("title", "a title has no final stop")
	}
	if (rule.Message == "") == (len(rule.Messages) == 0) {
		m.fail("message", "exactly one of message and messages is required")
	}
	m.checkPair("message", rule.Message, rule.Korean.Message)
	for _, key := range sortedKeys(rule.Messages, rule.Korean.Messages) {
		m.checkPair(key, rule.Messages[key], rule.Korean.Messages[key])
	}
}

func (m *metadataReader) checkPair(key, english, korean string) {
	if (english == "") != (korean == "") {
		m.fail(key, "message %q exists in one language only", key)
		return
	}
	if want, got := placeholders(english), placeholders(korean); !slices.Equal(want, got) {
		m.fail("ko", "message %q has the placeholders %v in Korean and %v in English", key, got, want)
	}
	if found := koParticle.FindString(korean); found != "" {
		m.fail("ko", "message %q has a particle directly after a placeholder (%q), which can't suit every value", key, found)
	}
}

// placeholders returns the distinct names in braces, sorted.
func placeholders(text string) []string {
	var names []string
	for _, found := range placeholder.FindAllStringSubmatch(text, -1) {
		names = append(names, found[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

func sortedKeys(maps ...map[string]string) []string {
	var keys []string
	for _, m := range maps {
		for k := range m {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// fail reports a mistake at the line of a key, or at the METADATA line.
func (m *metadataReader) fail(key, format string, args ...any) {
	m.failAt(m.line(key), format, args...)
}

func (m *metadataReader) failAt(line int, format string, args ...any) {
	m.errors = append(m.errors, m.mistake(line, format, args...))
}

func (m *metadataReader) mistake(line int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", m.file, line, fmt.Sprintf(format, args...))
}

// line returns the line of a key, or the first one.
func (m *metadataReader) line(key string) int {
	for i, text := range m.lines {
		if !strings.HasPrefix(text, "#") {
			break
		}
		if strings.HasPrefix(strings.TrimLeft(text, "# {-\""), key+":") || strings.Contains(text, key+"\":") {
			return i + 1
		}
	}
	return 1
}

// libImports returns the lib packages that a module refers to, sorted.
func libImports(module *ast.Module) []string {
	var found []string
	ast.WalkRefs(module, func(ref ast.Ref) bool {
		if len(ref) >= 3 && ref[0].Equal(ast.DefaultRootDocument) && ref[1].Equal(ast.StringTerm("lib")) {
			if name, ok := ref[2].Value.(ast.String); ok {
				found = append(found, "lib."+string(name))
			}
		}
		return false
	})
	slices.Sort(found)
	return slices.Compact(found)
}

package ruletest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/terraform"
)

// The folders of a rule; a variant adds a word behind a hyphen.
const (
	Failing = "fail"
	Passing = "pass"
	Unknown = "unknown"
)

// The files of a fixture.
const (
	terraformFile = "main.tf"
	wantFile      = "want.txt"
)

// templates are the names that a CloudFormation fixture can have.
var templates = []string{"template.yaml", "template.json"}

// Fixture is one folder of a rule.
type Fixture struct {
	Rule   string // service/name
	Folder string // fail, pass, unknown, fail-VARIANT
	Dir    string // path of the folder
}

// Purpose is the folder without its variant: fail, pass or unknown.
func (f Fixture) Purpose() string {
	purpose, _, _ := strings.Cut(f.Folder, "-")
	return purpose
}

// Fixtures finds the fixtures below a directory, sorted by rule and folder. A
// folder with another name than the convention knows is an error.
func Fixtures(dir string) ([]Fixture, error) {
	found, err := filepath.Glob(filepath.Join(dir, "*", "*", "*"))
	if err != nil {
		return nil, fmt.Errorf("list fixtures: %w", err)
	}
	var fixtures []Fixture
	for _, folder := range found {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			continue
		}
		rule, err := filepath.Rel(dir, filepath.Dir(folder))
		if err != nil {
			return nil, fmt.Errorf("list fixtures: %w", err)
		}
		f := Fixture{Rule: filepath.ToSlash(rule), Folder: filepath.Base(folder), Dir: folder}
		if strings.HasPrefix(f.Rule, "examples/") {
			continue
		}
		if !slices.Contains([]string{Failing, Passing, Unknown}, f.Purpose()) {
			return nil, fmt.Errorf("%s: a fixture is named fail, pass or unknown, or one of these with -variant", folder)
		}
		fixtures = append(fixtures, f)
	}
	slices.SortFunc(fixtures, func(a, b Fixture) int {
		return strings.Compare(a.Rule+"\x00"+a.Folder, b.Rule+"\x00"+b.Folder)
	})
	return fixtures, nil
}

// Units reads the fixture through the front ends: a unit for each language that
// it is written in, Terraform first.
func (f Fixture) Units() ([]*graph.Unit, error) {
	root, err := os.OpenRoot(f.Dir)
	if err != nil {
		return nil, fmt.Errorf("open fixture: %w", err)
	}
	units, err := f.read(root)
	return units, errors.Join(err, root.Close())
}

func (f Fixture) read(root *os.Root) ([]*graph.Unit, error) {
	var units []*graph.Unit
	if _, err := root.Stat(terraformFile); err == nil {
		units = append(units, terraform.NewLoader(root, terraform.Options{}).Load("."))
	}
	for _, name := range templates {
		if _, err := root.Stat(name); err == nil {
			units = append(units, cloudformation.NewLoader(root, cloudformation.Options{}).Load(name))
		}
	}
	if len(units) == 0 {
		return nil, fmt.Errorf("%s: a fixture needs main.tf or template.yaml", f.Dir)
	}
	for _, u := range units {
		for _, d := range u.Diagnostics {
			if d.Severity == graph.Error {
				return nil, fmt.Errorf("%s: %s: %s", f.Dir, d.Range, d.Message)
			}
		}
		model.Normalize(u)
		u.Sort()
	}
	return units, nil
}

// Want returns the expected lines; none where want.txt is missing.
func (f Fixture) Want() ([]string, error) {
	text, err := os.ReadFile(path.Join(filepath.ToSlash(f.Dir), wantFile))
	if err != nil && !os.IsNotExist(err) {
		return nil, fmt.Errorf("read fixture: %w", err)
	}
	return strings.FieldsFunc(string(text), func(r rune) bool { return r == '\n' || r == '\r' }), nil
}

// SetWant replaces the expected lines.
func (f Fixture) SetWant(lines []string) error {
	text := strings.Join(lines, "\n")
	if text != "" {
		text += "\n"
	}
	if err := os.WriteFile(filepath.Join(f.Dir, wantFile), []byte(text), fs.FileMode(0o600)|0o044); err != nil {
		return fmt.Errorf("update fixture: %w", err)
	}
	return nil
}

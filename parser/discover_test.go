package parser

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

const (
	tfEmpty  = "locals {}\n"
	cfnEmpty = "AWSTemplateFormatVersion: \"2010-09-09\"\nResources: {Q: {Type: AWS::SQS::Queue}}\n"
)

func call(sources ...string) string {
	var b strings.Builder
	for _, s := range sources {
		b.WriteString("module \"m\" {\n  source = \"" + s + "\"\n}\n")
	}
	return b.String()
}

func nest(children ...string) string {
	var b strings.Builder
	b.WriteString("AWSTemplateFormatVersion: \"2010-09-09\"\nResources:\n")
	for i, c := range children {
		b.WriteString("  N" + string(rune('A'+i)) + ":\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: " + c + "}\n")
	}
	return b.String()
}

func TestDiscover(t *testing.T) {
	tests := []struct {
		name     string
		files    map[string]string
		paths    []string // below the tree
		exclude  []string
		want     []string
		selected []string
		examples []string
	}{
		{
			name:  "every directory with configuration is a unit",
			files: map[string]string{"a/main.tf": tfEmpty, "b/main.tofu": tfEmpty, "c/main.tf.json": "{}", "d/readme.md": "x"},
			want:  []string{"a", "b", "c"},
		},
		{
			name:  "a called module belongs to its caller",
			files: map[string]string{"main.tf": call("./modules/vpc"), "modules/vpc/main.tf": call("../subnet"), "modules/subnet/main.tf": tfEmpty},
			want:  []string{"."},
		},
		{
			name:  "a called module that is named is a unit",
			files: map[string]string{"main.tf": call("./modules/vpc"), "modules/vpc/main.tf": tfEmpty},
			paths: []string{"modules/vpc"},
			want:  []string{"modules/vpc"},
		},
		{
			name:  "modules that call each other are linted once",
			files: map[string]string{"a/main.tf": call("../b"), "b/main.tf": call("../a"), "c/main.tf": call("../a")},
			want:  []string{"c"},
		},
		{
			name:  "a circle without a caller is linted from its first directory",
			files: map[string]string{"a/main.tf": call("../b"), "b/main.tf": call("../a")},
			want:  []string{"a"},
		},
		{
			name:     "examples are passed over, and don't make their module a callee",
			files:    map[string]string{"main.tf": tfEmpty, "examples/complete/main.tf": call("../.."), "examples/t.yaml": cfnEmpty},
			want:     []string{"."},
			examples: []string{"examples"},
		},
		{
			name:  "an example that is named is a unit",
			files: map[string]string{"main.tf": tfEmpty, "examples/complete/main.tf": call("../..")},
			paths: []string{"examples/complete"},
			want:  []string{"examples/complete"},
		},
		{
			name:  "a directory of examples that is named is walked",
			files: map[string]string{"main.tf": tfEmpty, "examples/a/main.tf": call("../.."), "examples/b/main.tf": tfEmpty},
			paths: []string{"examples"},
			want:  []string{"examples/a", "examples/b"},
		},
		{
			name: "copies that tools made are passed over",
			files: map[string]string{
				"main.tf": tfEmpty, ".terraform/modules/x/main.tf": tfEmpty, "node_modules/x/main.tf": tfEmpty,
				"vendor/x/main.tf": tfEmpty, ".aws-sam/build/template.yaml": cfnEmpty,
			},
			want: []string{"."},
		},
		{
			name:  "ignored files and directories are passed over",
			files: map[string]string{".gitignore": "build/\n*.gen.tf\n", "main.tf": tfEmpty, "build/main.tf": tfEmpty, "x/a.gen.tf": tfEmpty},
			want:  []string{"."},
		},
		{
			name:  "ignore files above the path hold below it",
			files: map[string]string{".gitignore": "build/\n", "a/main.tf": tfEmpty, "a/build/main.tf": tfEmpty},
			paths: []string{"a"},
			want:  []string{"a"},
		},
		{
			name:  "an ignored directory that is named is walked",
			files: map[string]string{".gitignore": "build/**\n", "main.tf": tfEmpty, "build/x/main.tf": tfEmpty},
			paths: []string{"build"},
			want:  []string{"build/x"},
		},
		{
			name:    "the configuration excludes in the same syntax",
			files:   map[string]string{"a/main.tf": tfEmpty, "legacy/main.tf": tfEmpty},
			exclude: []string{"/legacy"},
			want:    []string{"a"},
		},
		{
			name: "templates are told by their content",
			files: map[string]string{
				"t.yaml": cfnEmpty, "t.json": `{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {}}`, "t.template": cfnEmpty,
				"k8s.yaml": "apiVersion: v1\nkind: Pod\n", "package.json": "{}",
			},
			want: []string{"t.json", "t.template", "t.yaml"},
		},
		{
			name:  "plans are told by their content",
			files: map[string]string{"plan.json": `{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}}`, "b/other.json": `{"format_version": 2}`},
			want:  []string{"plan.json"},
		},
		{
			name:  "a named plan stands for the module that it was made from",
			files: map[string]string{"main.tf": "", "plan.json": `{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {}}`},
			paths: []string{"plan.json"}, selected: []string{"plan.json"},
			want: []string{"plan.json"},
		},
		{
			name:  "a nested template belongs to the one that nests it",
			files: map[string]string{"root.yaml": nest("./child.yaml"), "child.yaml": cfnEmpty},
			want:  []string{"root.yaml"},
		},
		{
			name:     "a file stands for the module it is in",
			files:    map[string]string{"a/main.tf": tfEmpty, "a/more.tf": tfEmpty, "b/main.tf": tfEmpty},
			paths:    []string{"a/more.tf"},
			want:     []string{"a"},
			selected: []string{"a/more.tf"},
		},
		{
			name: "a file of a called module stands for its callers",
			files: map[string]string{
				"dev/main.tf": call("../modules/vpc"), "prod/main.tf": call("../modules/vpc"), "other/main.tf": tfEmpty,
				"modules/vpc/main.tf": call("../subnet"), "modules/subnet/main.tf": tfEmpty,
			},
			paths:    []string{"modules/subnet/main.tf"},
			want:     []string{"dev", "prod"},
			selected: []string{"modules/subnet/main.tf"},
		},
		{
			name:     "a file of an example stands for the example",
			files:    map[string]string{"main.tf": tfEmpty, "examples/a/main.tf": call("../..")},
			paths:    []string{"examples/a/main.tf"},
			want:     []string{"examples/a"},
			selected: []string{"examples/a/main.tf"},
		},
		{
			name:     "a file of a module that only examples call stands for the module",
			files:    map[string]string{"main.tf": tfEmpty, "examples/a/main.tf": call("../..")},
			paths:    []string{"main.tf", "examples/a/main.tf"},
			want:     []string{".", "examples/a"},
			selected: []string{"examples/a/main.tf", "main.tf"},
		},
		{
			name:     "a file of values stands for the closest module above",
			files:    map[string]string{"a/main.tf": tfEmpty, "a/env/prod.tfvars": "", "b/main.tf": tfEmpty},
			paths:    []string{"a/env/prod.tfvars"},
			want:     []string{"a"},
			selected: []string{"a/env/prod.tfvars"},
		},
		{
			name:     "a nested template stands for the one that nests it",
			files:    map[string]string{"root.yaml": nest("./child.yaml"), "child.yaml": cfnEmpty, "other.yaml": cfnEmpty},
			paths:    []string{"child.yaml"},
			want:     []string{"root.yaml"},
			selected: []string{"child.yaml"},
		},
		{
			name:     "a file that is nothing to lint stands for nothing",
			files:    map[string]string{"main.tf": tfEmpty, "readme.md": "x"},
			paths:    []string{"readme.md"},
			selected: []string{"readme.md"},
		},
		{
			name:  "directories and files together select no files",
			files: map[string]string{"a/main.tf": tfEmpty, "b/main.tf": tfEmpty},
			paths: []string{"a", "b/main.tf"},
			want:  []string{"a", "b"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := writeTree(t, tt.files)
			o := Options{Root: dir, Exclude: tt.exclude, Paths: []string{dir}}
			if tt.paths != nil {
				o.Paths = nil
			}
			for _, p := range tt.paths {
				o.Paths = append(o.Paths, filepath.Join(dir, filepath.FromSlash(p)))
			}
			p := discover(t, o)
			if diff := cmp.Diff(tt.want, targets(p)); diff != "" {
				t.Errorf("units (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.selected, p.Files); diff != "" {
				t.Errorf("files (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.examples, p.Examples); diff != "" {
				t.Errorf("examples (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDiscoverFollowsNoDirectoryLinks(t *testing.T) {
	dir := writeTree(t, map[string]string{"a/main.tf": tfEmpty, "shared.tf": tfEmpty})
	outside := writeTree(t, map[string]string{"main.tf": tfEmpty})
	for name, to := range map[string]string{"a/loop": "..", "a/out": outside, "b": "a"} {
		if err := os.Symlink(to, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "c"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("../shared.tf", filepath.Join(dir, "c", "main.tf")); err != nil {
		t.Fatal(err)
	}
	want := []string{".", "a", "c"}
	if diff := cmp.Diff(want, targets(discover(t, Options{Root: dir, Paths: []string{dir}}))); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
}

func TestDiscoverRefuses(t *testing.T) {
	dir := writeTree(t, map[string]string{"a/main.tf": tfEmpty})
	outside := t.TempDir()
	for name, o := range map[string]Options{
		"a path that doesn't exist":  {Root: dir, Paths: []string{filepath.Join(dir, "nope")}},
		"a path outside of the root": {Root: dir, Paths: []string{outside}},
		"a root that is a file":      {Root: filepath.Join(dir, "a", "main.tf"), Paths: []string{dir}},
		"standard input of nothing":  {Root: dir, Paths: []string{Stdin}},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := Discover(o); err == nil {
				t.Error("got no error")
			}
		})
	}
}

func TestFindRoot(t *testing.T) {
	repo := writeTree(t, map[string]string{".git/HEAD": "x", "a/b/main.tf": tfEmpty, "c/x.yaml": cfnEmpty})
	plain := writeTree(t, map[string]string{"a/b/main.tf": tfEmpty, "a/c/main.tf": tfEmpty})
	tests := []struct {
		name     string
		explicit string
		paths    []string
		want     string
	}{
		{"the git top level", "", []string{filepath.Join(repo, "a", "b")}, repo},
		{"the git top level of a file", "", []string{filepath.Join(repo, "c", "x.yaml")}, repo},
		{"without git the directory itself", "", []string{filepath.Join(plain, "a", "b")}, filepath.Join(plain, "a", "b")},
		{"without git the directory of a file", "", []string{filepath.Join(plain, "a", "b", "main.tf")}, filepath.Join(plain, "a", "b")},
		{"what several paths have in common", "", []string{filepath.Join(plain, "a", "b"), filepath.Join(plain, "a", "c")}, filepath.Join(plain, "a")},
		{"the one that was given", plain, []string{filepath.Join(plain, "a", "b")}, plain},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := FindRoot(tt.explicit, tt.paths)
			if err != nil {
				t.Fatal(err)
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// writeTree writes files below a new directory and returns it without symbolic links.
func writeTree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	archive := &txtar.Archive{}
	for name, text := range files {
		archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(text)})
	}
	if err := txtar.Write(archive, dir); err != nil {
		t.Fatal(err)
	}
	return dir
}

func discover(t *testing.T, o Options) *Project {
	t.Helper()
	p, err := Discover(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

func targets(p *Project) []string {
	var paths []string
	for _, target := range p.Targets {
		paths = append(paths, target.Path)
	}
	return slices.Compact(paths)
}

package parser

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/terraform"
)

func TestEachLoadsEveryUnitInEveryEnvironment(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"a/main.tf":  "variable \"size\" {}\nresource \"aws_ebs_volume\" \"v\" {\n  size = var.size\n}\n",
		"b/t.yaml":   "AWSTemplateFormatVersion: \"2010-09-09\"\nParameters: {Size: {Type: Number}}\nResources: {V: {Type: AWS::EC2::Volume, Properties: {Size: !Ref Size}}}\n",
		"c/not.yaml": "Description: looks like a template, and is none\nParameters: {}\n",
	})
	environment := func(name, size string) Environment {
		return Environment{
			Name:           name,
			Terraform:      terraform.Options{Variables: []terraform.Assignment{{Name: "size", Value: size}}},
			CloudFormation: cloudformation.Options{Parameters: []cloudformation.Assignment{{Name: "Size", Value: size}}},
		}
	}
	p := discover(t, Options{Root: dir, Paths: []string{dir}, Environments: []Environment{environment("dev", "1"), environment("prod", "2")}})
	var mu sync.Mutex
	var got []string
	if err := p.Each(2, func(_ int, u *graph.Unit) {
		mu.Lock()
		defer mu.Unlock()
		for _, n := range u.Nodes {
			if n.Kind == "ebs.volume" {
				got = append(got, strings.Join([]string{u.Path, u.Environment, n.Address, n.Attributes.Get("size").Text}, " "))
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	slices.Sort(got)
	want := []string{"a dev aws_ebs_volume.v 1", "a prod aws_ebs_volume.v 2", "b/t.yaml dev V 1", "b/t.yaml prod V 2"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("volumes (-want +got):\n%s", diff)
	}
}

func TestEachTellsOfPanics(t *testing.T) {
	dir := writeTree(t, map[string]string{"a/main.tf": tfEmpty, "b/main.tf": tfEmpty})
	p := discover(t, Options{Root: dir, Paths: []string{dir}})
	var mu sync.Mutex
	var done []string
	err := p.Each(1, func(_ int, u *graph.Unit) {
		if u.Path == "a" {
			panic("broken")
		}
		mu.Lock()
		defer mu.Unlock()
		done = append(done, u.Path)
	})
	fault, ok := errors.AsType[*FaultError](err)
	if !ok || fault.Path != "a" {
		t.Errorf("got error %v, want a fault in a", err)
	}
	if diff := cmp.Diff([]string{"b"}, done); diff != "" {
		t.Errorf("units that were done (-want +got):\n%s", diff)
	}
}

func TestModulesAreFreeAfterTheirLastUnit(t *testing.T) {
	calls := newCallers([]string{"a", "b", "m", "n"}, [][]string{{"m"}, {"m", "n"}, nil, nil})
	m := newModules()
	m.add("a", calls)
	m.add("b", calls)
	targets := []Target{{Path: "a"}, {Path: "b"}, {Path: "a", environment: 1}}
	m.count(targets)
	for i, want := range [][]string{{"a"}, {"b", "m", "n"}, {"a", "m"}} {
		got := m.done(targets[i])
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("free after %v (-want +got):\n%s", targets[i], diff)
		}
	}
}

func TestStandardInputIsATemplateOrAPlan(t *testing.T) {
	dir := writeTree(t, map[string]string{"x": ""})
	for name, text := range map[string]string{
		"a template": cfnEmpty,
		"a plan": `{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {"root_module": {"resources": [
			{"address": "aws_sqs_queue.q", "mode": "managed", "type": "aws_sqs_queue", "name": "q", "values": {"name": "q"}}]}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			p := discover(t, Options{Root: filepath.Clean(dir), Paths: []string{Stdin}, Stdin: strings.NewReader(text)})
			resources := 0
			if err := p.Each(0, func(_ int, u *graph.Unit) {
				for _, r := range u.Resources {
					if r.Mode == graph.Managed {
						resources++
					}
				}
				if len(u.Diagnostics) > 0 {
					t.Error(u.Diagnostics)
				}
			}); err != nil {
				t.Fatal(err)
			}
			if resources != 1 {
				t.Errorf("got %d resources, want 1", resources)
			}
		})
	}
}

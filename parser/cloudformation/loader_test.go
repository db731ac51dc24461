package cloudformation_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/plumb-iac/plumb/parser/cloudformation"
	"github.com/plumb-iac/plumb/parser/graph"
)

// loaderIn returns a loader of a directory below testdata.
func loaderIn(tb testing.TB, dir string, o cloudformation.Options) *cloudformation.Loader {
	tb.Helper()
	root, err := os.OpenRoot(filepath.Join("testdata", dir))
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = root.Close() })
	return cloudformation.NewLoader(root, o)
}

// attribute renders an attribute of a resource, "nothing" where there is none.
func attribute(tb testing.TB, u *graph.Unit, address string, path ...string) string {
	tb.Helper()
	r := u.Resource(address)
	if r == nil {
		tb.Fatalf("no resource %s; diagnostics: %v", address, u.Diagnostics)
	}
	v := r.Attributes.At(path)
	if v == nil {
		return "nothing"
	}
	return render(v)
}

func messages(u *graph.Unit) []string {
	var all []string
	for _, d := range u.Diagnostics {
		all = append(all, string(d.Severity)+": "+d.Message)
	}
	return all
}

func TestSamplesEvaluateWithoutComplaint(t *testing.T) {
	l := loaderIn(t, "samples", cloudformation.Options{})
	files, err := os.ReadDir("testdata/samples")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(file.Name(), func(t *testing.T) {
			u := l.Load(file.Name())
			checkRanges(t, u)
			if diff := cmp.Diff([]string(nil), messages(u)); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
			managed := 0
			for _, r := range u.Resources {
				if r.Mode == graph.Managed {
					managed++
				}
			}
			if managed < 2 {
				t.Errorf("%d resources", managed)
			}
		})
	}
}

func TestDetect(t *testing.T) {
	long := strings.Repeat("  # a long preamble\n", 10_000)
	tests := []struct {
		name string
		text string
		want bool
	}{
		{"takes a template with its format version", "AWSTemplateFormatVersion: 2010-09-09\n", true},
		{"takes a template in JSON", `{"Description": "x", "AWSTemplateFormatVersion": "2010-09-09"}`, true},
		{"takes resources without format version", "Resources:\n  A:\n    Type: AWS::S3::Bucket\n", true},
		{"takes resources in minified JSON", `{"Resources":{"A":{"Type":"AWS::S3::Bucket"}}}`, true},
		{"takes custom resources", "Resources:\n  A:\n    Type: 'Custom::Thing'\n", true},
		{"takes types of other vendors", "Resources:\n  A:\n    Type: MongoDB::Atlas::Cluster\n", true},
		{"takes a serverless template", "Transform: AWS::Serverless-2016-10-31\n", true},
		{"takes quoted keys", "'Resources':\n  A:\n    \"Type\": AWS::S3::Bucket\n", true},
		{"takes a file that starts with a document marker", "---\n# comment\nResources:\n  A: {Type: AWS::S3::Bucket}\n", true},
		{"takes a byte order mark", "\xef\xbb\xbfAWSTemplateFormatVersion: 2010-09-09\n", true},
		{"takes a long preamble before the resources", "Metadata:\n" + long + "Resources:\n  A: {Type: AWS::S3::Bucket}\n", true},
		{"takes long mappings in JSON", `{"Mappings": {"A": "` + strings.Repeat("x", 100_000) + `"}, "Resources": {}}`, true},
		{"leaves a compose file", "services:\n  web:\n    image: nginx\n", false},
		{"leaves a Kubernetes manifest", "apiVersion: v1\nkind: Service\nmetadata: {}\n", false},
		{"leaves an OpenAPI document", "openapi: 3.0.0\ninfo: {}\npaths: {}\n", false},
		{"leaves a workflow that mentions templates", "name: deploy\non: push\njobs:\n  a:\n    run: echo AWSTemplateFormatVersion\n", false},
		{"leaves a package file", `{"name": "x", "dependencies": {}}`, false},
		{"leaves the manifest of an assembly", `{"version": "36.0.0", "artifacts": {"A": {"type": "aws:cloudformation:stack"}}}`, false},
		{"leaves a parameter file", `[{"ParameterKey": "A", "ParameterValue": "b"}]`, false},
		{"leaves a parameter file with a Parameters key", `{"Parameters": {"A": "b"}}`, false},
		{"leaves resources of something else", "Resources:\n  - cpu\n  - memory\n", false},
		{"leaves a serverless framework file", "service: x\nprovider: {name: aws}\nresources:\n  Resources:\n    A:\n      Type: AWS::S3::Bucket\n", false},
		{"leaves a plan", `{"format_version": "1.2", "planned_values": {}}`, false},
		{"leaves an empty file", "", false},
		{"leaves binary content", "Resources:\x00\x01", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			head := []byte(tt.text)
			if got := cloudformation.Detect("file", head[:min(len(head), cloudformation.HeadSize)]); got != tt.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestUnreadable(t *testing.T) {
	tests := []struct {
		name string
		text string
		want []string
	}{
		{"reports YAML that can't be parsed with its place", "AWSTemplateFormatVersion: 2010-09-09\nResources:\n\tA: 1\n", []string{"t:3:1: error: template can't be parsed: while scanning for the next token: found character that cannot start any token"}},
		{"reports JSON that can't be parsed with its place", "{\"AWSTemplateFormatVersion\": \"2010-09-09\",\n \"Resources\": {\"A\": {} \"B\": {}}}", []string{"t:2:24: error: template can't be parsed: expected a comma or a closing brace"}},
		{"says nothing of a broken file that is no template", "a: [\n", nil},
		{"reports a template that is a list", "AWSTemplateFormatVersion\n", nil},
		{"reports nesting without end", `{"AWSTemplateFormatVersion": "x", "Resources": ` + strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000) + "}", []string{"t:1:1048: error: template can't be parsed: nested deeper than 200 levels"}},
		{"reports a file of excessive size", "AWSTemplateFormatVersion: 2010-09-09\n#" + strings.Repeat(".", 5<<20), []string{"t: error: template of 5 MB: files above 4 MB are not read, and CloudFormation accepts 1 MB"}},
		{"skips a large file that is no template", "openapi: 3.0.0\n#" + strings.Repeat(".", 50<<20), nil},
		{"reports merge keys without end", mergeBomb(), []string{"t:36:6: error: template can't be parsed: merge keys add more than 100000 entries"}},
	}
	l := cloudformation.NewLoader(nil, cloudformation.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := l.LoadBytes("t", []byte(tt.text))
			var got []string
			for _, d := range u.Diagnostics {
				got = append(got, fmt.Sprintf("%s: %s: %s", d.Range, d.Severity, d.Message))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("diagnostics (-want +got):\n%s", diff)
			}
		})
	}
}

func mergeBomb() string {
	var b strings.Builder
	b.WriteString("AWSTemplateFormatVersion: 2010-09-09\nM0: &a0 {")
	for i := range 1000 {
		fmt.Fprintf(&b, "k%d: 1, ", i)
	}
	b.WriteString("}\n")
	for i := range 40 {
		fmt.Fprintf(&b, "M%d: &a%d {<<: [*a%d, *a%d, *a%d]}\n", i+1, i+1, i, i, i)
	}
	return b.String()
}

func TestExpansionIsBounded(t *testing.T) {
	var aliases bytes.Buffer
	aliases.WriteString("Metadata:\n  M: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := range 9 {
		fmt.Fprintf(&aliases, "  M%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 9), ", "))
	}
	aliases.WriteString("Resources:\n  A: {Type: AWS::S3::Bucket, Properties: {Tags: *a9}}\n")
	var loops strings.Builder
	loops.WriteString("Resources:\n")
	for i := range 5 {
		pad := strings.Repeat("      ", i)
		fmt.Fprintf(&loops, "%s  Fn::ForEach::L%d:\n%s    - I%d\n%s    - [%s]\n%s    -\n", pad, i, pad, i, pad, strings.TrimSuffix(strings.Repeat("1, ", 100), ", "), pad)
	}
	fmt.Fprintf(&loops, "%s  B${I0}: {Type: AWS::S3::Bucket}\n", strings.Repeat("      ", 5))
	const want = "error: template expands to more than 300000 values, the rest is not evaluated"
	for name, text := range map[string]string{"aliases": aliases.String(), "loops": loops.String()} {
		t.Run(name, func(t *testing.T) {
			u := cloudformation.NewLoader(nil, cloudformation.Options{}).LoadBytes("t", []byte("AWSTemplateFormatVersion: 2010-09-09\n"+text))
			if got := messages(u); len(got) != 1 || got[0] != want {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestParameterFiles(t *testing.T) {
	tests := []struct {
		name string
		give []cloudformation.Assignment
		want string
		list string
	}{
		{"leaves what nobody gives unknown", nil, `unknown parameter by AWS::Region, AWS::StackName, parameter Name <parameter by parameter Name> "-" <parameter by AWS::Region> "-" <parameter by AWS::StackName>`, "unknown parameter by parameter Subnets"},
		{"reads the list of the command line interface", []cloudformation.Assignment{{File: "cli.json"}}, `"from-cli-`, `"b"`},
		{"reads a template configuration", []cloudformation.Assignment{{File: "configuration.json"}}, `"from-configuration-`, `"b"`},
		{"reads a plain mapping", []cloudformation.Assignment{{File: "plain.yaml"}}, `"from-map-`, `"b"`},
		{"reads a list of overrides", []cloudformation.Assignment{{File: "overrides.json"}}, `"from-overrides-`, `"b"`},
		{"reads lines", []cloudformation.Assignment{{File: "lines.env"}}, `"from-lines-`, `"b"`},
		{"lets the last one win", []cloudformation.Assignment{{File: "cli.json"}, {Name: "Name", Value: "last"}}, `"last-`, `"b"`},
		{"takes pseudo parameters", []cloudformation.Assignment{{Name: "Name", Value: "n"}, {Name: "AWS::Region", Value: "eu-west-1"}, {Name: "AWS::StackName", Value: "s"}}, `"n-eu-west-1-s"`, "unknown parameter by parameter Subnets"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := loaderIn(t, "parameters", cloudformation.Options{Parameters: tt.give}).Load("template.yaml")
			if got := attribute(t, u, "Queue", "QueueName"); !strings.Contains(got, tt.want) {
				t.Errorf("name: got %s, want %s", got, tt.want)
			}
			if got := attribute(t, u, "Queue", "Tags", "0", "Value"); got != tt.list {
				t.Errorf("list: got %s, want %s", got, tt.list)
			}
		})
	}
	t.Run("reports a broken file", func(t *testing.T) {
		u := loaderIn(t, "parameters", cloudformation.Options{Parameters: []cloudformation.Assignment{{File: "broken.json"}, {File: "missing.json"}}}).Load("template.yaml")
		if got := messages(u); len(got) != 2 || !strings.HasPrefix(got[0], "error: parameter file") || !strings.HasPrefix(got[1], "error: read missing.json") {
			t.Errorf("got %q", got)
		}
	})
}

func TestNestedStacks(t *testing.T) {
	public := []string{"Database/Db", "PubliclyAccessible"}
	tests := []struct {
		name string
		give []cloudformation.Assignment
		want string
	}{
		{"is private by the default of the parent", nil, "false"},
		{"is public by the parameter of the parent", []cloudformation.Assignment{{Name: "Public", Value: "true"}}, "true"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := open(t, cloudformation.Options{Parameters: tt.give}).Load("nested.yaml")
			if got := attribute(t, u, public[0], public[1]); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
	t.Run("names the parameter of the parent that would decide", func(t *testing.T) {
		b, err := os.ReadFile("testdata/graphs/nested.yaml")
		if err != nil {
			t.Fatal(err)
		}
		text := strings.Replace(string(b), `, Default: "false"`, "", 1)
		u := open(t, cloudformation.Options{}).LoadBytes("nested.yaml", []byte(text))
		if got := attribute(t, u, public[0], public[1]); got != "unknown condition by parameter Public one of [true | false]" {
			t.Errorf("got %s", got)
		}
		want := []graph.Call{{Address: "Database", Range: u.Resource("Database").Header}}
		if diff := cmp.Diff(want, u.Resource(public[0]).Calls); diff != "" {
			t.Errorf("calls (-want +got):\n%s", diff)
		}
	})
	t.Run("lists the local children", func(t *testing.T) {
		want := []string{"stacks/database.yaml", "stacks/network.yaml"}
		if diff := cmp.Diff(want, open(t, cloudformation.Options{}).Children("nested.yaml")); diff != "" {
			t.Errorf("children (-want +got):\n%s", diff)
		}
	})
}

func TestImports(t *testing.T) {
	files := []string{"database.yaml", "network.yaml"}
	tests := []struct {
		name string
		link []string
		give []cloudformation.Assignment
		want []string
	}{
		{"are unknown without the other template", nil, nil, []string{"unknown import", "unknown import", "unknown import"}},
		{"find the export of another template", files, nil, []string{"false", "unknown import", "unknown import"}},
		{"follow the parameters of the other template", files, []cloudformation.Assignment{{Name: "Public", Value: "true"}}, []string{"true", "unknown import", "unknown import"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := loaderIn(t, "exports", cloudformation.Options{Parameters: tt.give})
			l.Link(tt.link)
			u := l.Load("database.yaml")
			var got []string
			for _, name := range []string{"PubliclyAccessible", "DBSubnetGroupName", "DBName"} {
				got = append(got, attribute(t, u, "Db", name))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("values (-want +got):\n%s", diff)
			}
		})
	}
}

func TestAssembly(t *testing.T) {
	u := loaderIn(t, "cdk.out", cloudformation.Options{}).Load("App.template.json")
	if got, want := attribute(t, u, "Bucket", "BucketName"), `"app-prod-123456789012-eu-west-1-large"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	r := u.Resource("Bucket")
	if r.ConstructPath != "App/Bucket/Resource" || len(r.Related) != 1 || r.Related[0].String() != "app.ts:2:3" {
		t.Errorf("construct %q, related %v", r.ConstructPath, r.Related)
	}
	if u.Resource("Nested/Topic") == nil {
		t.Error("the nested stack that is an asset is missing")
	}
}

func TestLoadGivesTheSameAgainAndConcurrently(t *testing.T) {
	l := open(t, cloudformation.Options{})
	files, err := filepath.Glob("testdata/graphs/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		want := describe(l.Load(name), true)
		done := make(chan string)
		for range 8 {
			go func() { done <- describe(l.Load(name), true) }()
		}
		for range 8 {
			if diff := cmp.Diff(want, <-done); diff != "" {
				t.Errorf("%s differs (-want +got):\n%s", name, diff)
			}
		}
	}
}

func TestLineEndingsDoNotMoveAnything(t *testing.T) {
	l := open(t, cloudformation.Options{})
	for _, name := range []string{"places.yaml", "intrinsics.yaml", "serverless.json"} {
		b, err := os.ReadFile(filepath.Join("testdata", "graphs", name))
		if err != nil {
			t.Fatal(err)
		}
		windows := l.LoadBytes(name, bytes.ReplaceAll(b, []byte("\n"), []byte("\r\n")))
		checkRanges(t, windows)
		if diff := cmp.Diff(describe(l.LoadBytes(name, b), true), describe(windows, true)); diff != "" {
			t.Errorf("%s differs (-unix +windows):\n%s", name, diff)
		}
		marked := l.LoadBytes(name, append([]byte("\xef\xbb\xbf"), b...))
		if got, want := len(marked.Resources), len(windows.Resources); got != want {
			t.Errorf("%s with a byte order mark: %d resources, want %d", name, got, want)
		}
	}
}

package terraform

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/plumb-iac/plumb/parser/graph"
)

// IsConfig reports whether a file name is one that Terraform or OpenTofu reads
// as configuration.
func IsConfig(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") || (strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#")) {
		return false
	}
	_, _, ok := splitName(base)
	return ok
}

// splitName splits a configuration file name into its stem and its extension.
func splitName(base string) (stem, ext string, ok bool) {
	for _, ext := range []string{".tf.json", ".tofu.json", ".tf", ".tofu"} {
		if stem, found := strings.CutSuffix(base, ext); found && stem != "" {
			return stem, ext, true
		}
	}
	return "", "", false
}

func isOverride(base string) bool {
	stem, _, ok := splitName(base)
	return ok && (stem == "override" || strings.HasSuffix(stem, "_override"))
}

// configFiles returns the names of a directory's configuration files in the
// order in which Terraform reads them: by name, overrides last. Where both
// main.tf and main.tofu exist, the latter stands for both, as in OpenTofu.
func configFiles(entries []fs.DirEntry) []string {
	present := map[string]bool{}
	for _, entry := range entries {
		if !entry.IsDir() && IsConfig(entry.Name()) {
			present[entry.Name()] = true
		}
	}
	var names []string
	for name := range present {
		stem, ext, _ := splitName(name)
		if strings.HasPrefix(ext, ".tf") && present[stem+strings.Replace(ext, ".tf", ".tofu", 1)] {
			continue
		}
		names = append(names, name)
	}
	slices.SortFunc(names, func(a, b string) int {
		if x, y := isOverride(a), isOverride(b); x != y {
			if x {
				return 1
			}
			return -1
		}
		return strings.Compare(a, b)
	})
	return names
}

// parseFile parses one file and puts the hooks into it.
func parseFile(name string, src []byte, c *catalog) *file {
	f := &file{path: name, bytes: src}
	if message, ok := tooComplex(name, src); ok {
		f.problems = []graph.Diagnostic{{Severity: graph.Error, Message: message, Range: graph.Range{File: name}}}
		return f
	}
	var diags hcl.Diagnostics
	if strings.HasSuffix(name, ".json") {
		f.body, diags = parseJSON(src, name, c)
	} else {
		parsed, problems := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
		diags = problems
		f.body, _ = parsed.Body.(*hclsyntax.Body)
	}
	if diags.HasErrors() || f.body == nil {
		for _, d := range diags {
			if d.Severity == hcl.DiagError {
				f.problems = append(f.problems, convertDiagnostic(d, graph.Error, src, name))
			}
		}
		f.body = nil
		return f
	}
	f.names = namesRead(f.body)
	rewriteBody(f.body)
	if !strings.HasSuffix(name, ".json") {
		f.directives = directives(f)
	}
	return f
}

// namesRead lists the attribute names that expressions read from values whose
// resource isn't evident in the syntax: each.value.id, local.vpc.arn,
// aws_subnet.a[*].id. A resource that is passed around as a whole gets these
// attributes, since no provider schema is at hand to list its own.
func namesRead(body *hclsyntax.Body) []string {
	seen := map[string]bool{}
	add := func(t hcl.Traversal) {
		for _, step := range t {
			switch step := step.(type) {
			case hcl.TraverseAttr:
				seen[step.Name] = true
			case hcl.TraverseIndex:
				if isKnownString(step.Key) {
					seen[step.Key.AsString()] = true
				}
			}
		}
	}
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.RelativeTraversalExpr:
			add(node.Traversal)
		case *hclsyntax.ScopeTraversalExpr:
			add(node.Traversal[1:])
		}
		return nil
	})
	return sortedKeys(seen)
}

// convertDiagnostic turns a problem that HCL found into one of the graph.
func convertDiagnostic(d *hcl.Diagnostic, severity graph.Severity, src []byte, name string) graph.Diagnostic {
	at := graph.Range{File: name}
	if d.Subject != nil {
		at = convertRange(*d.Subject, src)
	}
	return graph.Diagnostic{Severity: severity, Message: sentence(d), Range: at}
}

// sentence makes one sentence without a final stop of a diagnostic of HCL.
func sentence(d *hcl.Diagnostic) string {
	text := d.Detail
	if text == "" {
		text = d.Summary
	}
	text, _, _ = strings.Cut(text, "\n")
	return strings.TrimRight(strings.TrimSpace(text), ".")
}

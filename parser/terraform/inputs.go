package terraform

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/plumb-iac/plumb/parser/graph"
)

// given is the value that something outside the configuration gives to a
// variable of the root module.
type given struct {
	expr hclsyntax.Expression // from a definitions file
	text *string              // from the command line or the environment
	at   graph.Range
}

// value evaluates what was given. Text is a literal for variables of primitive
// or no type, an expression for all others.
func (g *given) value(e *evaluation, ty cty.Type) cty.Value {
	expr := g.expr
	if g.text != nil {
		if ty.IsPrimitiveType() || ty == cty.DynamicPseudoType {
			return cty.StringVal(*g.text)
		}
		parsed, diags := hclsyntax.ParseExpression([]byte(*g.text), g.at.File, hcl.InitialPos)
		if diags.HasErrors() {
			e.warn(g.at, "%s", sentence(diags[0]))
			return invalid(cty.NilVal)
		}
		expr = parsed
	}
	v, diags := expr.Value(&hcl.EvalContext{})
	if diags.HasErrors() {
		e.report(diags, e.root.src)
		return invalid(v)
	}
	return v
}

// readInputs collects the values of the root module's variables, the stronger
// replacing the weaker: environment, terraform.tfvars, terraform.tfvars.json,
// *.auto.tfvars[.json] by name, command line in order.
func (e *evaluation) readInputs(src *source) map[string]*given {
	inputs := map[string]*given{}
	for _, pair := range e.loader.options.Environ {
		name, value, _ := strings.Cut(pair, "=")
		if name, ok := strings.CutPrefix(name, "TF_VAR_"); ok {
			inputs[name] = &given{text: &value, at: graph.Range{File: "TF_VAR_" + name}}
		}
	}
	entries, err := e.loader.readDir(src.dir)
	if err != nil {
		return inputs
	}
	var automatic []string
	present := map[string]bool{}
	for _, entry := range entries {
		name := entry.Name()
		present[name] = true
		if strings.HasSuffix(name, ".auto.tfvars") || strings.HasSuffix(name, ".auto.tfvars.json") {
			automatic = append(automatic, name)
		}
	}
	slices.Sort(automatic)
	for _, name := range append([]string{"terraform.tfvars", "terraform.tfvars.json"}, automatic...) {
		if present[name] {
			e.readDefinitions(inputs, path.Join(src.dir, name), nil)
		}
	}
	for _, a := range e.loader.options.Variables {
		if a.File != "" {
			e.readDefinitions(inputs, a.File, a.Bytes)
			continue
		}
		inputs[a.Name] = &given{text: &a.Value, at: graph.Range{File: "--var " + a.Name}}
	}
	return inputs
}

// readDefinitions reads one variable definitions file.
func (e *evaluation) readDefinitions(inputs map[string]*given, name string, src []byte) {
	if src == nil {
		read, err := e.loader.readFile(name, maxFile)
		if err != nil {
			e.diagnose(graph.Diagnostic{Severity: graph.Error, Message: fmt.Sprintf("read %s: %v", name, reason(err)), Range: graph.Range{File: name}})
			return
		}
		src = read
	}
	e.unit.Files[name] = &graph.File{Path: name, Bytes: src}
	fail := func(d graph.Diagnostic) { e.diagnose(d) }
	if message, ok := tooComplex(name, src); ok {
		fail(graph.Diagnostic{Severity: graph.Error, Message: message, Range: graph.Range{File: name}})
		return
	}
	var body *hclsyntax.Body
	var diags hcl.Diagnostics
	if strings.HasSuffix(name, ".json") {
		body, diags = parseJSONValues(src, name)
	} else {
		parsed, problems := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
		diags = problems
		body, _ = parsed.Body.(*hclsyntax.Body)
	}
	for _, d := range diags {
		if d.Severity == hcl.DiagError {
			fail(convertDiagnostic(d, graph.Error, src, name))
		}
	}
	if diags.HasErrors() || body == nil {
		return
	}
	for variable, attr := range body.Attributes {
		inputs[variable] = &given{expr: attr.Expr, at: convertRange(attr.SrcRange, src)}
	}
}

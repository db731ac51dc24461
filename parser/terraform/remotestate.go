package terraform

import (
	"encoding/json"
	"path"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/plumb-iac/plumb/parser/graph"
)

// maxStates bounds root modules that read one another's state.
const maxStates = 8

// remoteState evaluates data.terraform_remote_state with a local backend below
// the root: from the state file, or else from the root module that would write
// it. Any other backend is elsewhere.
func remoteState(i *instance, name string) (cty.Value, bool) {
	if name != "outputs" {
		return cty.NilVal, false
	}
	e := i.of.m.e
	file, ok := stateFile(i)
	if !ok {
		return unknown(cty.DynamicPseudoType, graph.ReasonImport, ""), true
	}
	outputs, ok := e.readState(file)
	if !ok {
		outputs, ok = e.outputsOf(path.Dir(file))
	}
	if !ok {
		return unknown(cty.DynamicPseudoType, graph.ReasonImport, ""), true
	}
	if attr, ok := i.content.body.Attributes["defaults"]; ok {
		plain, _ := i.content.attribute("defaults", attr).Unmark()
		if plain.IsKnown() && !plain.IsNull() && plain.CanIterateElements() {
			for it := plain.ElementIterator(); it.Next(); {
				key, v := it.Element()
				if _, ok := outputs[key.AsString()]; !ok {
					outputs[key.AsString()] = v
				}
			}
		}
	}
	return cty.ObjectVal(outputs), true
}

// stateFile returns the state file that a remote state names, relative to the root.
func stateFile(i *instance) (string, bool) {
	backend, ok := i.content.body.Attributes["backend"]
	if !ok {
		return "", false
	}
	kind, _ := i.content.attribute("backend", backend).Unmark()
	if !isKnownString(kind) || kind.AsString() != "local" {
		return "", false
	}
	name := "terraform.tfstate"
	if attr, ok := i.content.body.Attributes["config"]; ok {
		config, _ := i.content.attribute("config", attr).Unmark()
		if !config.IsKnown() || config.IsNull() || !config.Type().IsObjectType() {
			return "", false
		}
		if config.Type().HasAttribute("path") {
			file, _ := config.GetAttr("path").Unmark()
			if !isKnownString(file) {
				return "", false
			}
			name = file.AsString()
		}
	}
	return i.of.m.e.within(name)
}

// readState reads the outputs from a state file.
func (e *evaluation) readState(file string) (map[string]cty.Value, bool) {
	src, err := e.loader.readFile(file, maxFile)
	if err != nil {
		return nil, false
	}
	var state struct {
		Outputs map[string]struct {
			Value     json.RawMessage `json:"value"`
			Type      json.RawMessage `json:"type"`
			Sensitive bool            `json:"sensitive"`
		} `json:"outputs"`
	}
	if err := json.Unmarshal(src, &state); err != nil {
		e.warn(graph.Range{File: file}, "the state can't be read: %v", err)
		return nil, false
	}
	outputs := map[string]cty.Value{}
	for name, output := range state.Outputs {
		ty, err := ctyjson.UnmarshalType(output.Type)
		if err != nil {
			continue
		}
		v, err := ctyjson.Unmarshal(output.Value, ty)
		if err != nil {
			continue
		}
		if output.Sensitive {
			v = v.Mark(sensitiveMark{})
		}
		outputs[name] = v
	}
	return outputs, true
}

// outputsOf evaluates the outputs of another root module. What it refers to is
// not part of this unit.
func (e *evaluation) outputsOf(dir string) (map[string]cty.Value, bool) {
	if dir == e.dir || e.states >= maxStates || !e.loader.exists(dir) {
		return nil, false
	}
	src := e.loader.source(dir)
	if len(src.outputs) == 0 {
		return nil, false
	}
	other := newEvaluation(e.loader, dir)
	other.states = e.states + 1
	other.prepare()
	outputs := map[string]cty.Value{}
	for name := range src.outputs {
		v, _ := other.root.output(name)
		outputs[name] = imported(v)
	}
	e.spent += other.spent
	return outputs, true
}

// imported strips what a value refers to; what isn't known in it was decided
// elsewhere.
func imported(v cty.Value) cty.Value {
	result, err := cty.TransformWithTransformer(v, importer{})
	if err != nil {
		return unknown(cty.DynamicPseudoType, graph.ReasonImport, "")
	}
	return result
}

type importer struct{}

// Enter removes the marks of a value, but not Terraform's own.
func (importer) Enter(_ cty.Path, v cty.Value) (cty.Value, error) {
	plain, marks := v.Unmark()
	if _, secret := marks[sensitiveMark{}]; secret {
		return plain.Mark(sensitiveMark{}), nil
	}
	return plain, nil
}

// Exit gives an unknown value its reason.
func (importer) Exit(_ cty.Path, v cty.Value) (cty.Value, error) {
	if !v.IsKnown() {
		return v.Mark(causeMark{reason: graph.ReasonImport}), nil
	}
	return v, nil
}

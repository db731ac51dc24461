package tfplan

import (
	"bytes"
	"encoding/json"
	"regexp"
)

// plan is the JSON output format for plans; see
// https://developer.hashicorp.com/terraform/internals/json-format.
type plan struct {
	FormatVersion string `json:"format_version"`
	Variables     map[string]struct {
		Value any `json:"value"`
	} `json:"variables"`
	PlannedValues *struct {
		Outputs    map[string]output `json:"outputs"`
		RootModule values            `json:"root_module"`
	} `json:"planned_values"`
	PriorState struct {
		Values struct {
			RootModule values `json:"root_module"`
		} `json:"values"`
	} `json:"prior_state"`
	ResourceChanges []resourceChange `json:"resource_changes"`
	OutputChanges   map[string]struct {
		AfterUnknown   any `json:"after_unknown"`
		AfterSensitive any `json:"after_sensitive"`
	} `json:"output_changes"`
	Configuration struct {
		ProviderConfig map[string]providerConfig `json:"provider_config"`
		RootModule     module                    `json:"root_module"`
	} `json:"configuration"`
}

type output struct {
	Value     any  `json:"value"`
	Sensitive bool `json:"sensitive"`
}

// values are the planned resources of one module instance.
type values struct {
	Address      string     `json:"address"`
	Resources    []resource `json:"resources"`
	ChildModules []values   `json:"child_modules"`
}

type resource struct {
	Address         string         `json:"address"`
	Mode            string         `json:"mode"`
	Type            string         `json:"type"`
	Name            string         `json:"name"`
	Values          map[string]any `json:"values"`
	SensitiveValues any            `json:"sensitive_values"`
}

type resourceChange struct {
	Address string `json:"address"`
	Mode    string `json:"mode"`
	Change  struct {
		Actions      []string `json:"actions"`
		AfterUnknown any      `json:"after_unknown"`
	} `json:"change"`
}

type providerConfig struct {
	Name          string         `json:"name"`
	Alias         string         `json:"alias"`
	ModuleAddress string         `json:"module_address"`
	Expressions   map[string]any `json:"expressions"`
}

// module is the configuration of one module.
type module struct {
	Outputs map[string]struct {
		Expression  any    `json:"expression"`
		Sensitive   bool   `json:"sensitive"`
		Description string `json:"description"`
	} `json:"outputs"`
	Resources []struct {
		Address           string         `json:"address"`
		ProviderConfigKey string         `json:"provider_config_key"`
		Expressions       map[string]any `json:"expressions"`
		DependsOn         []string       `json:"depends_on"`
	} `json:"resources"`
	ModuleCalls map[string]struct {
		Expressions map[string]any `json:"expressions"`
		Module      module         `json:"module"`
	} `json:"module_calls"`
	Variables map[string]struct {
		Default     any    `json:"default"`
		Description string `json:"description"`
		Sensitive   bool   `json:"sensitive"`
	} `json:"variables"`
}

var planKeys = regexp.MustCompile(`"(planned_values|resource_changes|configuration|variables|applyable|output_changes|prior_state)"\s*:`)

// Detect reports whether the beginning of a file is that of a plan. A few
// hundred bytes are enough.
func Detect(head []byte) bool {
	head = bytes.TrimLeft(head, "\ufeff \t\r\n")
	return bytes.HasPrefix(head, []byte("{")) && bytes.Contains(head, []byte(`"format_version"`)) &&
		bytes.Contains(head, []byte(`"terraform_version"`)) && planKeys.Match(head)
}

// decode reads a plan, keeping numbers as they are written.
func decode(src []byte) (*plan, error) {
	var p plan
	d := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(src, []byte("\ufeff"))))
	d.UseNumber()
	if err := d.Decode(&p); err != nil {
		return nil, err
	}
	return &p, nil
}

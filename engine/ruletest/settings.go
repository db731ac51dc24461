package ruletest

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"go.yaml.in/yaml/v4"

	"github.com/plumb-iac/plumb/engine"
)

// settingsFile has the settings under which the fixtures of a rule are run. It
// stands beside their folders; a rule that its defaults turn off needs it.
const settingsFile = "settings.yaml"

// WithSettings returns the options with the settings that the fixtures of a
// rule, below dir, ask for.
func WithSettings(o engine.Options, dir, rule string) (engine.Options, error) {
	name := filepath.Join(dir, filepath.FromSlash(rule), settingsFile)
	text, err := os.ReadFile(filepath.Clean(name))
	if errors.Is(err, fs.ErrNotExist) {
		return o, nil
	}
	if err != nil {
		return o, fmt.Errorf("read settings: %w", err)
	}
	var settings map[string]any
	if err := yaml.Unmarshal(text, &settings); err != nil {
		return o, fmt.Errorf("%s: %w", name, err)
	}
	o.Params = map[string]map[string]any{rule: settings}
	return o, nil
}

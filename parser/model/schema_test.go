package model_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/plumb-iac/plumb/parser/graph"
	"github.com/plumb-iac/plumb/parser/model"
	"github.com/plumb-iac/plumb/parser/model/mapping"
	"github.com/plumb-iac/plumb/parser/model/schema"
)

// TestMappingsMatchSchemas checks that every type and path that a mapping
// names exists in the language, so that a typing error can't silently read
// nothing.
func TestMappingsMatchSchemas(t *testing.T) {
	terraform, err := schema.Terraform()
	if err != nil {
		t.Fatal(err)
	}
	cloudFormation, err := schema.CloudFormation()
	if err != nil {
		t.Fatal(err)
	}
	items := map[string]string{}
	for _, k := range model.Kinds() {
		for language, s := range map[graph.Language]schema.Schema{graph.Terraform: terraform, graph.CloudFormation: cloudFormation} {
			c := &checker{T: t, items: items}
			if isPseudo(&k) {
				continue
			}
			if err := s.Visit(&k, language, c.path); err != nil {
				t.Error(err)
			}
		}
		if (len(k.Terraform) == 0 || len(k.CloudFormation) == 0) && k.No == "" && !onlyData(&k) {
			t.Errorf("%s: one language has no source, and no_tf or no_cfn gives no reason", k.Name)
		}
	}
	for _, problem := range items {
		if problem != "" {
			t.Error(problem)
		}
	}
}

// onlyData reports whether a kind is made of data sources, which templates
// don't have.
func onlyData(k *mapping.Kind) bool {
	return len(k.CloudFormation) == 0 && !slices.ContainsFunc(k.Terraform, func(s mapping.Source) bool { return !s.Data })
}

// isPseudo reports whether a kind is made of pseudo resources, which stand in
// no schema.
func isPseudo(k *mapping.Kind) bool {
	return len(k.Terraform) > 0 && strings.HasPrefix(k.Terraform[0].Type, "terraform:")
}

type checker struct {
	*testing.T
	// items holds what is wrong with a path of an element, empty once it is
	// right anywhere: kinds share the mappings of elements that differ a little.
	items map[string]string
}

func (c *checker) path(name string, _ *mapping.Attribute, p *mapping.Path, found []schema.Type, problem error) {
	leaf, isItem := leafOf(name)
	key := leaf + " " + p.Text
	text := fmt.Sprintf("%s: path %s: %v", name, p.Text, problem)
	switch _, seen := c.items[key]; {
	case len(found) > 0 && isItem:
		c.items[key] = ""
	case problem == nil || older[name+" "+p.Text]:
	case !isItem:
		c.Error(text)
	case !seen:
		c.items[key] = text
	}
}

// leafOf is the name of an attribute within its element.
func leafOf(name string) (string, bool) {
	i := strings.LastIndex(name, "[*].")
	return name[max(0, i):], i >= 0
}

// older names the paths that only earlier versions of the provider had:
// configurations that are pinned to those are still read.
var older = map[string]bool{
	"elasticache.replication_group.num_cache_clusters number_cache_clusters":                        true, // before 5.0
	"elasticache.replication_group.replicas_per_node_group cluster_mode[0].replicas_per_node_group": true, // before 5.0
	"redshift.cluster.logging logging[0].enable":                                                    true, // before 6.0
}

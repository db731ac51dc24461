package terraform

import (
	"maps"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// override merges an override file into what is declared so far, as Terraform
// does: an attribute replaces the one of its name, the blocks of a type
// replace all blocks of that type, locals are replaced one by one.
func (s *source) override(f *file) {
	for _, block := range f.body.Blocks {
		s.overrideBlock(f, block)
	}
}

func (s *source) overrideBlock(f *file, block *hclsyntax.Block) {
	name := func(i int) string {
		if i < len(block.Labels) {
			return block.Labels[i]
		}
		return ""
	}
	var base *declaration
	switch block.Type {
	case "variable":
		base = s.variables[name(0)]
	case "output":
		base = s.outputs[name(0)]
	case "module":
		base = s.modules[name(0)]
	case "resource":
		base = s.resources[name(0)+"."+name(1)]
	case "data":
		base = s.resources["data."+name(0)+"."+name(1)]
	case "provider":
		base = s.providerLike(block)
	case "locals":
		maps.Copy(s.locals, block.Body.Attributes)
		return
	default:
		return
	}
	if base == nil {
		s.problem(convertRange(block.DefRange(), f.bytes), "there is no %s block to override", block.Type)
		return
	}
	base.body = mergeBodies(base.body, block.Body, block.Type)
}

// providerLike returns the provider block with the same name and alias.
func (s *source) providerLike(block *hclsyntax.Block) *declaration {
	alias, _ := literal(block.Body, "alias")
	for _, d := range s.providers {
		if as, _ := literal(d.body, "alias"); len(block.Labels) == 1 && d.name == block.Labels[0] && as == alias {
			return d
		}
	}
	return nil
}

// mergeBodies lays one body over another, changing neither.
func mergeBodies(base, over *hclsyntax.Body, typ string) *hclsyntax.Body {
	merged := *base
	merged.Attributes = maps.Clone(base.Attributes)
	maps.Copy(merged.Attributes, over.Attributes)
	if _, ok := over.Attributes["count"]; ok {
		delete(merged.Attributes, "for_each")
	}
	if _, ok := over.Attributes["for_each"]; ok {
		delete(merged.Attributes, "count")
	}
	replaced := map[string]*hclsyntax.Block{}
	for _, block := range over.Blocks {
		replaced[blockName(block)] = block
	}
	merged.Blocks = nil
	for _, block := range base.Blocks {
		switch by := replaced[blockName(block)]; {
		case by == nil:
			merged.Blocks = append(merged.Blocks, block)
		case block.Type == "lifecycle" && typ == "resource":
			inner := *by
			inner.Body = mergeBodies(block.Body, by.Body, "lifecycle")
			merged.Blocks = append(merged.Blocks, &inner)
		}
	}
	lifecycle := hasBlock(merged.Blocks, "lifecycle")
	for _, block := range over.Blocks {
		if block.Type == "lifecycle" && lifecycle {
			continue // merged above
		}
		merged.Blocks = append(merged.Blocks, block)
	}
	return &merged
}

// blockName is the type of the blocks that a block makes.
func blockName(block *hclsyntax.Block) string {
	if block.Type == "dynamic" && len(block.Labels) == 1 {
		return block.Labels[0]
	}
	return block.Type
}

func hasBlock(blocks hclsyntax.Blocks, typ string) bool {
	for _, block := range blocks {
		if block.Type == typ {
			return true
		}
	}
	return false
}

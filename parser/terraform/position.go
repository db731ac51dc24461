package terraform

import (
	"bytes"
	"unicode/utf8"

	"github.com/hashicorp/hcl/v2"

	"github.com/plumb-iac/plumb/parser/graph"
)

// convertRange converts a range of HCL, whose columns count grapheme clusters,
// into one of the graph, whose columns count code points.
func convertRange(r hcl.Range, src []byte) graph.Range {
	if r.Start.Line == 0 {
		return graph.Range{File: r.Filename}
	}
	return graph.Range{File: r.Filename, Start: convertPos(r.Start, src), End: convertPos(r.End, src)}
}

func convertPos(p hcl.Pos, src []byte) graph.Position {
	at := min(max(p.Byte, 0), len(src))
	line := bytes.LastIndexByte(src[:at], '\n') + 1
	return graph.Position{Line: p.Line, Column: utf8.RuneCount(src[line:at]) + 1, Byte: at}
}

package report

import (
	"bufio"
	"io"
	"strings"

	"github.com/plumb-iac/plumb/parser/graph"
)

// graphDOT draws with Graphviz: networks and subnets are clusters, and an arrow
// to one of them ends at its frame.
func graphDOT(w io.Writer, units []*graph.Unit) error {
	d := lay(units)
	b := bufio.NewWriter(w)
	p := &pen{w: b}
	p.line("digraph plumb {")
	p.line(`  graph [compound=true, rankdir=LR, fontname="sans-serif", style=rounded, color=gray50];`)
	p.line(`  node [shape=box, style=rounded, fontname="sans-serif", fontsize=11];`)
	p.line(`  edge [color=gray50];`)
	frames := map[string]bool{}
	for _, x := range d.boxes {
		p.dot(x, "  ", frames)
	}
	for _, a := range d.arrows {
		var ends []string
		if frames[a.from] {
			ends = append(ends, "ltail=cluster_"+a.from)
		}
		if frames[a.to] {
			ends = append(ends, "lhead=cluster_"+a.to)
		}
		line := "  " + a.from + " -> " + a.to
		if len(ends) > 0 {
			line += " [" + strings.Join(ends, ", ") + "]"
		}
		p.line(line + ";")
	}
	if d.internet != "" {
		p.line("  " + d.internet + ` [label="internet", shape=oval, color=red];`)
	}
	for _, id := range d.exposed {
		p.line("  " + d.internet + " -> " + id + " [color=red];")
	}
	p.line("}")
	return b.Flush() // carries the errors of all writes
}

// graphMermaid draws with Mermaid, which GitHub renders within markdown.
func graphMermaid(w io.Writer, units []*graph.Unit) error {
	d := lay(units)
	b := bufio.NewWriter(w)
	p := &pen{w: b}
	p.line("flowchart LR")
	var public []string
	for _, x := range d.boxes {
		public = p.mermaid(x, "  ", public)
	}
	for _, a := range d.arrows {
		p.line("  " + a.from + " --> " + a.to)
	}
	if d.internet != "" {
		p.line("  " + d.internet + "([internet])")
		p.line("  " + d.internet + " ==> " + strings.Join(d.exposed, " & "))
	}
	if len(public) > 0 {
		p.line("  classDef public stroke:#c62f1e,stroke-dasharray:4")
		p.line("  class " + strings.Join(public, ",") + " public")
	}
	return b.Flush() // carries the errors of all writes
}

type pen struct{ w *bufio.Writer }

func (p *pen) line(text string) {
	_, _ = p.w.WriteString(text + "\n") // Flush returns the error
}

// dot writes a box. A frame gets an invisible point, at which arrows end.
func (p *pen) dot(x *box, indent string, frames map[string]bool) {
	text := dotText(x.label)
	if !x.holds {
		p.line(indent + x.id + " [label=" + text + "];")
		return
	}
	frames[x.id] = true
	p.line(indent + "subgraph cluster_" + x.id + " {")
	p.line(indent + "  label=" + text + ";")
	if x.public {
		p.line(indent + `  style="rounded,dashed"; color=red;`)
	}
	p.line(indent + "  " + x.id + ` [shape=point, style=invis];`)
	for _, c := range x.children {
		p.dot(c, indent+"  ", frames)
	}
	p.line(indent + "}")
}

func (p *pen) mermaid(x *box, indent string, public []string) []string {
	text := mermaidText(x.label)
	if !x.holds || len(x.children) == 0 { // mermaid draws no empty frame
		p.line(indent + x.id + "[" + text + "]")
	} else {
		p.line(indent + "subgraph " + x.id + "[" + text + "]")
		for _, c := range x.children {
			public = p.mermaid(c, indent+"  ", public)
		}
		p.line(indent + "end")
	}
	if x.public {
		public = append(public, x.id)
	}
	return public
}

// dotText quotes the lines of a label.
func dotText(lines []string) string {
	escaped := make([]string, 0, len(lines))
	for _, l := range lines {
		escaped = append(escaped, strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(visible(l)))
	}
	return `"` + strings.Join(escaped, `\n`) + `"`
}

// mermaidText quotes the lines of a label; mermaid writes special characters as
// #name; or #number;.
func mermaidText(lines []string) string {
	escaped := make([]string, 0, len(lines))
	for _, l := range lines {
		escaped = append(escaped, strings.NewReplacer("#", "#35;", `"`, "#quot;", "<", "#lt;", ">", "#gt;", "&", "#amp;", "`", "#96;", `\`, "#92;").Replace(visible(l)))
	}
	return `"` + strings.Join(escaped, "<br/>") + `"`
}

package report

import (
	"fmt"
	"strings"

	"github.com/plumb-iac/plumb/engine"
)

// word is a phrase of the reports; its text depends on the language.
type word [2]string

// The phrases, English and Korean. Korean has no particle directly after a
// placeholder, since its form would depend on the last letter of the value.
var (
	wordUndetermined = word{"undetermined", "판단 불가"}
	wordSuppressed   = word{"suppressed", "예외 처리됨"}
	wordFix          = word{"fix", "해결"}
	wordPath         = word{"path", "경로"}
	wordCalledBy     = word{"called by", "호출"}
	wordAlso         = word{"also", "같은 문제"}
	wordNote         = word{"note", "참고"}
	wordIn           = word{"in", "환경"}
	wordConstruct    = word{"construct", "구문"}
	wordSources      = word{"sources", "출처"}
	wordMore         = word{"and %d more", "외 %d개"}
	wordReason       = word{"Reason", "사유"}
	wordUntil        = word{"until %s", "기한: %s"}
	wordRule         = word{"Rule", "규칙"}
	wordSeverity     = word{"Severity", "심각도"}
	wordCategory     = word{"Category", "분류"}
	wordProfile      = word{"Profile", "프로필"}
	wordTitle        = word{"Title", "제목"}
	wordWhere        = word{"Where", "위치"}
	wordWhat         = word{"What", "내용"}
	wordFindings     = word{"Findings", "발견 사항"}
	wordDiagnostics  = word{"Diagnostics", "진단"}
	wordNoFindings   = word{"No findings", "발견 사항 없음"}
	wordNothing      = word{"Nothing found to lint", "검사할 파일 없음"}
	wordLeftOut      = word{"%d more findings are left out here", "발견 사항 %d개 생략됨"}
	wordElsewhere    = word{"%s in other files of the same units", "같은 단위의 다른 파일: %s"}
	wordShowOpen     = word{"--undetermined lists them", "--undetermined 옵션으로 표시"}
	wordInTime       = word{" in %s", ", %s"}
	wordFailing      = word{"%d at or above %s", "%[2]s 이상: %[1]d"}
	wordWhy          = word{"Why", "이유"}
	wordHowToFix     = word{"How to fix", "해결 방법"}
	wordSuppress     = word{"How to suppress", "예외 처리 방법"}
	wordLimits       = word{"What it does not catch", "검출하지 못하는 경우"}
	wordDiffers      = word{"Terraform and CloudFormation differ", "Terraform과 CloudFormation의 차이"}
	wordAliases      = word{"Known elsewhere as", "다른 도구의 이름"}
	wordParameters   = word{"Settings", "설정"}
	wordAppliesTo    = word{"Applies to", "대상"}
	wordLanguages    = word{"Languages", "언어"}
)

func (o Options) korean() bool { return o.Language == "ko" }

// say returns a phrase in the language of the report, with its arguments filled in.
func (o Options) say(w word, args ...any) string {
	text := w[0]
	if o.korean() {
		text = w[1]
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// count renders a number of things: "1 file", "3 files"; in Korean "파일 3개".
func (o Options) count(n int, one, many, korean string) string {
	if o.korean() {
		return fmt.Sprintf("%s %d개", korean, n)
	}
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

func (o Options) countFindings(n int) string {
	return o.count(n, "finding", "findings", "발견 사항")
}

func (o Options) title(r *engine.Rule) string {
	return pick(o.korean(), r.Korean.Title, r.Title)
}

func (o Options) description(r *engine.Rule) string {
	return pick(o.korean(), r.Korean.Description, r.Description)
}

func (o Options) fix(r *engine.Rule) string {
	if r.Fix == nil {
		return ""
	}
	return pick(o.korean(), r.Korean.Fix, r.Fix.Text)
}

// severity is the word that a line shows for a finding's grade.
func (o Options) severity(f *engine.Finding) string {
	if f.Verdict == engine.Open {
		return o.say(wordUndetermined)
	}
	return string(f.Severity)
}

func pick(korean bool, ko, en string) string {
	if korean && ko != "" {
		return ko
	}
	return en
}

// message is the finding's message and, where it is undetermined, what would
// decide it: "the volume is not encrypted (depends on var.encrypt)".
func message(f *engine.Finding) string {
	if f.Verdict == engine.Open && f.Why != "" {
		return f.Message + " (" + strings.TrimSuffix(f.Why, ".") + ")"
	}
	return f.Message
}

// sentence ends a text with a full stop, if nothing ends it yet.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".!?:") {
		return text
	}
	return text + "."
}

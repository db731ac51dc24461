package cloudformation_test

import (
	"strings"
	"testing"

	"github.com/plumb-iac/plumb/parser/cloudformation"
)

// TestFunctions evaluates one expression a case, in a template that has some
// parameters, a map and a few resources.
func TestFunctions(t *testing.T) {
	const template = `
AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Known: {Type: String, Default: known}
  Open: {Type: String}
  Filled: {Type: String, MinLength: 1}
  Either: {Type: String, AllowedValues: [a, b]}
  Id: {Type: AWS::EC2::VPC::Id}
  Secret: {Type: String, NoEcho: true, Default: hidden}
  List: {Type: CommaDelimitedList, Default: "x, y,z"}
  Numbers: {Type: List<Number>, Default: "1,2"}
  Letter: {Type: String, Default: c}
Mappings:
  Map:
    a: {Value: 1, Same: s, Items: [i, j]}
    b: {Value: 2, Same: s}
Conditions:
  Yes: !Equals [!Ref Known, known]
  No: !Not [!Condition Yes]
  Maybe: !Equals [!Ref Open, "1"]
  Other: !Equals [!Ref Id, "1"]
  Impossible: !Equals [!Ref Either, c]
  Prefixed: !Equals [!Sub "p-${Open}", q]
  Both: !And [!Condition No, !Condition Maybe]
  OneOfThem: !Or [!Condition Yes, !Condition Maybe]
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
  Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "q-${Known}"}}
  Subject:
    Type: Custom::Subject
    Properties:
      V: EXPRESSION
`
	tests := []struct{ name, expression, want string }{
		{"Ref of a parameter", `!Ref Known`, `"known"`},
		{"Ref of an open parameter", `!Ref Open`, `unknown parameter by parameter Open`},
		{"Ref of a parameter with allowed values", `!Ref Either`, `unknown parameter by parameter Either one of ["a" | "b"]`},
		{"Ref of a resource", `!Ref Vpc`, `unknown computed -> Vpc`},
		{"Ref of AWS::NoValue leaves the property out", `!Ref AWS::NoValue`, `nothing`},
		{"Ref of a secret", `!Ref Secret`, `"hidden" (sensitive)`},
		{"GetAtt of what a property says", `!GetAtt Vpc.CidrBlock`, `"10.0.0.0/16" -> Vpc.CidrBlock`},
		{"GetAtt in its long form", `{"Fn::GetAtt": [Queue, QueueName]}`, `"q-known" -> Queue.QueueName`},
		{"GetAtt of what AWS decides", `!GetAtt Queue.Arn`, `unknown computed -> Queue.Arn`},
		{"Sub with everything known", `!Sub "a-${Known}-${!Literal}"`, `"a-known-${Literal}"`},
		{"Sub with an open parameter", `!Sub "a-${Open}"`, `unknown parameter by parameter Open "a-" <parameter by parameter Open?>`},
		{"Sub with a parameter that is never empty", `!Sub "a-${Filled}"`, `unknown parameter by parameter Filled "a-" <parameter by parameter Filled>`},
		{"Sub with variables of its own", `!Sub ["${A}-${Known}", {A: !Ref Either}]`, `unknown parameter by parameter Either <parameter by parameter Either one of ["a" | "b"]> "-known" one of ["a-known" | "b-known"]`},
		{"Sub of a secret", `!Sub "x${Secret}"`, `"xhidden" (sensitive)`},
		{"Sub with an attribute", `!Sub "${Queue.Arn}/*"`, `unknown computed <computed Queue.Arn> "/*" -> Queue.Arn`},
		{"Sub with an unclosed variable", `!Sub "a ${b"`, `"a ${b"`},
		{"Join with everything known", `!Join [":", [a, 1, true, !Ref Known]]`, `"a:1:true:known"`},
		{"Join of a list parameter", `!Join ["+", !Ref List]`, `"x+y+z"`},
		{"Join with an element that may be left out", `!Join [",", [a, !If [Maybe, b, !Ref AWS::NoValue]]]`, `unknown condition by parameter Open "a" <condition by parameter Open?>`},
		{"Join of one of two lists", `!Join [",", !If [Maybe, [a, b], [c]]]`, `unknown condition by parameter Open one of ["a,b" | "c"]`},
		{"Select from one of two lists", `!Select [0, !If [Maybe, [a, b], [c]]]`, `unknown condition by parameter Open one of ["a" | "c"]`},
		{"Select with an open index", `!Select [!Ref Open, [a]]`, `unknown parameter by parameter Open`},
		{"Split of one of two texts", `!Select [0, !Split ["", !Ref Either]]`, `unknown invalid`},
		{"Length of one of two lists", `{"Fn::Length": !If [Maybe, [a, b], [c]]}`, `unknown condition by parameter Open`},
		{"Length with an element that may be left out", `!Length [a, !If [Maybe, b, !Ref AWS::NoValue]]`, `unknown condition by parameter Open`},
		{"Ref with a computed name", `{"Ref": !Sub "Vp${Letter}"}`, `unknown computed -> Vpc`},
		{"Split of a known text", `!Select [1, !Split ["-", "a-b-c"]]`, `"b"`},
		{"Split of joined IDs", `!Select [0, !Split [",", !Join [",", [!Ref Vpc, b]]]]`, `unknown computed -> Vpc`},
		{"Split of a text that may hide the delimiter", `!Select [1, !Split [",", !Sub "${Open},b"]]`, `unknown parameter by parameter Open`},
		{"Select from a list parameter", `!Select ["2", !Ref List]`, `"z"`},
		{"Select of a number", `!Select [1, !Ref Numbers]`, `"2"`},
		{"Select from a list with an element that may be left out", `!Select [1, [!If [Maybe, a, !Ref AWS::NoValue], b]]`, `unknown condition by parameter Open`},
		{"Select of a zone", `!Select [0, !GetAZs ""]`, `unknown computed`},
		{"FindInMap with known keys", `!FindInMap [Map, a, Value]`, `1`},
		{"FindInMap with an undecided key", `!FindInMap [Map, !Ref Either, Value]`, `unknown parameter by parameter Either one of [1 | 2]`},
		{"FindInMap with equal values for all keys", `!FindInMap [Map, !Ref Either, Same]`, `"s"`},
		{"FindInMap with an open key", `!FindInMap [Map, !Ref Open, Value]`, `unknown parameter by parameter Open one of [1 | 2]`},
		{"FindInMap with a default", `!FindInMap [Map, c, Value, {DefaultValue: 3}]`, `3`},
		{"FindInMap of a list", `!Select [1, !FindInMap [Map, a, Items]]`, `"j"`},
		{"If with a condition that holds", `!If [Yes, 1, 2]`, `1`},
		{"If with a condition that does not hold", `!If [No, 1, 2]`, `2`},
		{"If with an undecided condition", `!If [Maybe, 1, 2]`, `unknown condition by parameter Open one of [1 | 2]`},
		{"If with equal branches", `!If [Maybe, 1, 1]`, `1`},
		{"If that may leave the property out", `!If [Maybe, 1, !Ref AWS::NoValue]`, `unknown condition by parameter Open one of [1 | null]`},
		{"If within If of the same condition", `!If [Maybe, !If [Maybe, 1, 2], 3]`, `unknown condition by parameter Open one of [1 | 3]`},
		{"If within If of another condition", `!If [Maybe, !If [Other, 1, 2], 3]`, `unknown condition by parameter Id, parameter Open one of [1 | 2 | 3]`},
		{"If in a branch where a parameter has one value", `!If [Maybe, !Ref Open, 0]`, `unknown condition by parameter Open one of ["1" | 0]`},
		{"Equals that the allowed values exclude", `!If [Impossible, 1, 2]`, `2`},
		{"Equals that the known part of a text excludes", `!If [Prefixed, 1, 2]`, `2`},
		{"And that one operand decides", `!If [Both, 1, 2]`, `2`},
		{"Or that one operand decides", `!If [OneOfThem, 1, 2]`, `1`},
		{"Base64 of a known text", `!Base64 abc`, `"YWJj"`},
		{"Length of a list", `!Length [1, 2]`, `2`},
		{"Length of a list parameter", `{"Fn::Length": !Ref List}`, `3`},
		{"ToJsonString sorts the keys", `!ToJsonString {b: [1, null], a: "<x>"}`, `"{\"a\":\"<x>\",\"b\":[1,null]}"`},
		{"Cidr of IPv4", `!Select [1, !Cidr [!GetAtt Vpc.CidrBlock, 3, 8]]`, `"10.0.1.0/24" -> Vpc.CidrBlock`},
		{"Cidr of IPv6", `!Select [1, !Cidr ["2001:db8::/56", 2, 64]]`, `"2001:db8:0:1::/64"`},
		{"Cidr of an open block", `!Select [1, !Cidr [!Ref Open, 2, 8]]`, `unknown parameter by parameter Open`},
		{"ImportValue of an unknown name", `!ImportValue {"Fn::Sub": "${Open}-vpc"}`, `unknown import by parameter Open`},
		{"GetStackOutput", `{"Fn::GetStackOutput": {StackName: !Ref Open, OutputName: o}}`, `unknown import by parameter Open`},
		{"a macro", `{"Fn::Transform": {Name: Macro, Parameters: {A: !Ref Vpc}}}`, `unknown function -> Vpc`},
		{"a secret read at deployment", `"{{resolve:secretsmanager:s:SecretString:p}}"`, `unknown data (sensitive)`},
		{"a parameter read at deployment", `"x-{{resolve:ssm:p:1}}-y"`, `unknown data "x-" <data> "-y"`},
		{"a dynamic reference that is not closed", `"{{resolve:ssm:p"`, `"{{resolve:ssm:p"`},
		{"a date without quotes", `2012-10-17`, `"2012-10-17"`},
		{"an account ID without quotes", `012345678901`, `"012345678901"`},
		{"a number with an exponent", `1.5e3`, `1500`},
		{"a text in quotes", `"10"`, `"10"`},
		{"an explicit null", `null`, `null`},
	}
	l := cloudformation.NewLoader(nil, cloudformation.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u := l.LoadBytes("t.yaml", []byte(strings.Replace(template, "EXPRESSION", tt.expression, 1)))
			if got := attribute(t, u, "Subject", "V"); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if len(u.Diagnostics) > 0 && tt.want != "unknown invalid" {
				t.Errorf("diagnostics: %v", messages(u))
			}
		})
	}
}

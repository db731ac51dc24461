# METADATA
# title: "Do not write broker passwords into templates"
# description: "Whoever can read the repository, the template or the state knows the password, and it stays in the history when it is changed."
# related_resources:
#   - https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/using-amazon-mq-securely.html
#   - https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
# custom:
#   severity: high
#   category: least-privilege
#   kinds: [mq.broker]
#   messages:
#     literal: "{resource} has {attribute} in plain text"
#     default: "{resource} takes {attribute} from the default of {variable}"
#     variable: "{resource} takes {attribute} from {variable}, which is not marked as sensitive"
#     parameter_store: "{resource} takes {attribute} from a parameter in plain text"
#   guidance:
#     - {doc: "002", section: "보안 및 자격증명"}
#     - {doc: "004", section: "9. IAM"}
#   aliases: [AMAZON_MQ_BROKER_USERS_NO_PLAINTEXT_PASSWORD]
#   limits: "A literal that reaches the resource through a local or a nested module is reported where it is used."
#   fix:
#     text: "Read the value from Secrets Manager, or pass it as a sensitive variable without a default."
#   ko:
#     title: "MQ 비밀번호를 코드에 쓰지 않기"
#     description: "저장소나 템플릿, 상태 파일을 읽을 수 있는 누구나 비밀번호를 알게 되고, 바꾸어도 이력에 남습니다."
#     messages:
#       literal: "비밀번호가 그대로 쓰임: {resource} ({attribute})"
#       default: "비밀번호가 변수 기본값에 있음: {resource} ({attribute}, 변수 {variable})"
#       variable: "비밀번호가 민감 정보로 표시되지 않은 변수에서 옴: {resource} ({attribute}, 변수 {variable})"
#       parameter_store: "비밀번호가 암호화되지 않은 파라미터에서 옴: {resource} ({attribute})"
#     fix: "값을 Secrets Manager에서 읽거나, 기본값 없는 민감 변수로 전달합니다."
package rules.mq.no_plaintext_password

import rego.v1

import data.lib.credential

deny contains found if {
	some node in input.kinds["mq.broker"]
	some found in credential.exposed(node)
}

undetermined contains found if {
	some node in input.kinds["mq.broker"]
	some found in credential.undecided(node)
}

{{- define "berth.name" -}}
{{- if contains "berth" .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-berth" .Release.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* The labels by which the pods of a service are selected: (list $ "api") */}}
{{- define "berth.selector" -}}
app.kubernetes.io/name: berth
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "berth.labels" -}}
{{ include "berth.selector" . }}
app.kubernetes.io/part-of: berth
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end }}

{{- define "berth.kafka" -}}
{{- if .Values.kafka.strimzi.enabled }}{{ include "berth.name" . }}-kafka-bootstrap:9092{{ else }}{{ required "kafka.bootstrapServers: where is Kafka? (or switch on kafka.strimzi)" .Values.kafka.bootstrapServers }}{{ end }}
{{- end }}

{{- define "berth.fromSecret" -}}
valueFrom: {secretKeyRef: {name: {{ .name }}, key: {{ .key }}}}
{{- end }}

{{/* What all services are told. */}}
{{- define "berth.environment" -}}
- name: BERTH_KAFKA
  value: {{ include "berth.kafka" . | quote }}
- name: BERTH_API_URL
  value: http://{{ include "berth.name" . }}-api:8080
- name: BERTH_PLATFORM_ID
  value: {{ .Values.platform | quote }}
- name: BERTH_INTERNAL_SECRET
  {{- include "berth.fromSecret" .Values.secrets.internal | nindent 2 }}
- name: BERTH_KEK_FILE
  value: /keys/kek.json
- name: BERTH_LOG_JSON
  value: "true"
- name: QUARKUS_HTTP_HOST
  value: 0.0.0.0
{{- end }}

{{/* The part of a pod that is the same for all services: (dict "root" $ "component" "api" "service" .Values.api) */}}
{{- define "berth.pod" -}}
{{- with .root.Values.images.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
# variables made of our Services' names would be taken for settings: BERTH_GATEWAY_PORT
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 65532
  runAsGroup: 65532
  fsGroup: 65532
  seccompProfile: {type: RuntimeDefault}
terminationGracePeriodSeconds: 60
topologySpreadConstraints:
  {{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
  - maxSkew: 1
    topologyKey: {{ $key }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "berth.selector" (list $.root $.component) | nindent 8 }}
  {{- end }}
{{- with .service.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .service.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .service.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* The part of a container that is the same for all services. */}}
{{- define "berth.container" -}}
image: {{ printf "%s/%s-service:%s" .root.Values.images.prefix .component (.root.Values.images.tag | default .root.Chart.AppVersion) | quote }}
imagePullPolicy: {{ .root.Values.images.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
resources:
  {{- toYaml .service.resources | nindent 2 }}
startupProbe:
  httpGet: {path: /q/health/live, port: http}
  periodSeconds: 2
  failureThreshold: 90
livenessProbe:
  httpGet: {path: /q/health/live, port: http}
  timeoutSeconds: 5
readinessProbe:
  httpGet: {path: /q/health/ready, port: http}
  periodSeconds: 5
  timeoutSeconds: 5
lifecycle:
  # until nobody is sent here any more
  preStop: {sleep: {seconds: 5}}
{{- end }}

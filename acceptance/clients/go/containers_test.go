package clients

import (
	"reflect"
	"strings"
	"testing"
	"time"

	container "github.com/scaleway/scaleway-sdk-go/api/container/v1"
	"github.com/scaleway/scaleway-sdk-go/scw"
)

func seconds(number int64) *scw.Duration {
	return scw.NewDurationFromTimeDuration(time.Duration(number) * time.Second)
}

func TestAContainerIsMadeCalledChangedDeployedAgainAndDeleted(t *testing.T) {
	in := namespace(t, "go-containers").ID
	made := must(api.CreateContainer(&container.CreateContainerRequest{
		NamespaceID:                in,
		Name:                       "hello",
		Description:                scw.StringPtr("from Go"),
		Image:                      image,
		EnvironmentVariables:       map[string]string{"GREETING": "Hello, Go"},
		SecretEnvironmentVariables: map[string]string{"PASSWORD": "unseen"},
		MinScale:                   scw.Uint32Ptr(1),
		MaxScale:                   scw.Uint32Ptr(2),
		MemoryLimitBytes:           scw.SizePtr(256 * scw.MB),
		MvcpuLimit:                 scw.Uint32Ptr(140),
		Timeout:                    seconds(30),
		Privacy:                    container.ContainerPrivacyPublic,
		Protocol:                   container.ContainerProtocolHTTP1,
		Port:                       scw.Uint32Ptr(9000),
		HTTPSConnectionsOnly:       scw.BoolPtr(false),
		Sandbox:                    container.ContainerSandboxV1,
		LocalStorageLimitBytes:     scw.SizePtr(scw.GB),
		ScalingOption:              &container.ContainerScalingOption{ConcurrentRequestsThreshold: scw.Uint32Ptr(10)},
		LivenessProbe: &container.ContainerProbe{
			FailureThreshold: 5, Interval: seconds(5), Timeout: seconds(2), HTTP: &container.ContainerProbeHTTPProbe{Path: "/health"},
		},
		StartupProbe: &container.ContainerProbe{
			FailureThreshold: 50, Interval: seconds(1), Timeout: seconds(1), TCP: &container.ContainerProbeTCPProbe{},
		},
		Tags: []string{"b", "a"},
	}))(t)
	equal(t, "status", made.Status, container.ContainerStatusCreating)

	wait := &container.WaitForContainerRequest{ContainerID: made.ID, RetryInterval: often}
	ready := must(api.WaitForContainer(wait))(t)
	equal(t, "status", ready.Status, container.ContainerStatusReady)
	equal(t, "timeout", *ready.Timeout.ToTimeDuration(), 30*time.Second)
	equal(t, "memory", ready.MemoryLimitBytes, 256*scw.MB)
	equal(t, "path of the probe", ready.LivenessProbe.HTTP.Path, "/health")
	answers(t, ready.PublicEndpoint, "Hello, Go")
	read := must(api.GetContainer(&container.GetContainerRequest{ContainerID: made.ID}))(t)
	equal(t, "read as it was", reflect.DeepEqual(read, ready), true)
	found := must(api.ListContainers(&container.ListContainersRequest{NamespaceID: &in}, scw.WithAllPages()))(t)
	equal(t, "found as it was", reflect.DeepEqual(found.Containers, []*container.Container{ready}), true)

	changing := must(api.UpdateContainer(&container.UpdateContainerRequest{
		ContainerID:          made.ID,
		EnvironmentVariables: &map[string]string{"GREETING": "Good day"},
		StartupProbe:         &container.UpdateContainerRequestProbe{FailureThreshold: scw.Uint32Ptr(40)},
	}))(t)
	equal(t, "status", changing.Status, container.ContainerStatusUpdating)
	changed := must(api.WaitForContainer(wait))(t)
	equal(t, "status", changed.Status, container.ContainerStatusReady)
	equal(t, "failures", changed.StartupProbe.FailureThreshold, 40)
	equal(t, "interval", *changed.StartupProbe.Interval.ToTimeDuration(), time.Second)
	equal(t, "secret", changed.SecretEnvironmentVariables["PASSWORD"], ready.SecretEnvironmentVariables["PASSWORD"])
	answers(t, ready.PublicEndpoint, "Good day")

	again := must(api.RedeployContainer(&container.RedeployContainerRequest{ContainerID: made.ID}))(t)
	equal(t, "status", again.Status, container.ContainerStatusUpdating)
	equal(t, "status", must(api.WaitForContainer(wait))(t).Status, container.ContainerStatusReady)

	deleted := must(api.DeleteContainer(&container.DeleteContainerRequest{ContainerID: made.ID}))(t)
	equal(t, "status", deleted.Status, container.ContainerStatusDeleting)
	gone(t, func() error {
		_, err := api.GetContainer(&container.GetContainerRequest{ContainerID: made.ID})
		return err
	})
}

func TestAContainerWhoseImageIsNotThereIsInErrorAndSaysWhy(t *testing.T) {
	made := must(api.CreateContainer(&container.CreateContainerRequest{
		NamespaceID: namespace(t, "go-no-image").ID, Name: "nothing", Image: "localhost:1/no/image",
	}))(t)

	failed := must(api.WaitForContainer(&container.WaitForContainerRequest{ContainerID: made.ID, RetryInterval: often}))(t)

	equal(t, "status", failed.Status, container.ContainerStatusError)
	equal(t, "told of the image", strings.Contains(*failed.ErrorMessage, "image"), true)
}

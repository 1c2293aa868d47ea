package io.swarmbid.peers.fenzo;

import com.netflix.fenzo.VirtualMachineLease;
import io.swarmbid.peers.trace.PlacementTrace;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos;

/** All that a host has, offered once. Fenzo asks the maps for null, which those of {@code Map.of} do not take. */
record HostLease(String hostname) implements VirtualMachineLease {
    @Override
    public String getId() {
        return hostname;
    }

    @Override
    public long getOfferedTime() {
        return 0;
    }

    @Override
    public String getVMID() {
        return hostname;
    }

    @Override
    public double cpuCores() {
        return PlacementTrace.HOST_VCPUS;
    }

    @Override
    public double memoryMB() {
        return PlacementTrace.HOST_MEMORY;
    }

    @Override
    public double networkMbps() {
        return 0;
    }

    @Override
    public double diskMB() {
        return 0;
    }

    @Override
    public List<Range> portRanges() {
        return List.of();
    }

    @Override
    public Protos.Offer getOffer() {
        return null;
    }

    @Override
    public Map<String, Protos.Attribute> getAttributeMap() {
        return Collections.emptyMap();
    }

    @Override
    public Double getScalarValue(final String name) {
        return null;
    }

    @Override
    public Map<String, Double> getScalarValues() {
        return Collections.emptyMap();
    }
}

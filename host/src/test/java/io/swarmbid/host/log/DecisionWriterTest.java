package io.swarmbid.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.swarmbid.codec.sbe.AdmitDecisionEncoder;
import io.swarmbid.codec.sbe.CompleteDecisionEncoder;
import io.swarmbid.codec.sbe.CompleteReason;
import io.swarmbid.codec.sbe.Finding;
import io.swarmbid.codec.sbe.FlagDecisionEncoder;
import io.swarmbid.codec.sbe.GrantDecisionEncoder;
import io.swarmbid.codec.sbe.Kind;
import io.swarmbid.codec.sbe.MessageHeaderEncoder;
import io.swarmbid.codec.sbe.PriceDecisionEncoder;
import io.swarmbid.codec.sbe.QueueDecisionEncoder;
import io.swarmbid.codec.sbe.QueueReason;
import io.swarmbid.codec.sbe.RefuseCode;
import io.swarmbid.codec.sbe.RefuseDecisionEncoder;
import io.swarmbid.codec.sbe.RejectDecisionEncoder;
import io.swarmbid.codec.sbe.RejectReason;
import io.swarmbid.codec.sbe.RevokeDecisionEncoder;
import io.swarmbid.codec.sbe.RevokeReason;
import io.swarmbid.codec.sbe.SwarmAction;
import io.swarmbid.codec.sbe.SwarmDecisionEncoder;
import io.swarmbid.codec.sbe.SwarmReason;
import io.swarmbid.memory.XxHash64;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

class DecisionWriterTest {
    private static final int OFFSET = 24;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final DecisionWriter writer = new DecisionWriter(out);

    private void written(final String line) {
        out.reset();
        writer.onDecision(buffer, OFFSET, 0);
        writer.flush();
        assertEquals(line.replace('\'', '"') + "\n", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldWriteRefuse() {
        new RefuseDecisionEncoder()
                .wrapAndApplyHeader(buffer, OFFSET, header)
                .seq(1)
                .at(2)
                .cause(3)
                .subject(4L << 40)
                .code(RefuseCode.BELOW_CHARGED);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'refuse','code':'BELOW_CHARGED','subject':4398046511104}");
    }

    @Test
    void shouldWriteAdmit() {
        new AdmitDecisionEncoder()
                .wrapAndApplyHeader(buffer, OFFSET, header)
                .seq(1)
                .at(2)
                .cause(0)
                .instance(1L << 32)
                .task(4_294_967_295L);
        written(
                "{'seq':1,'at':2,'cause':0,'decision':'admit','task':4294967295,'instance':4294967296}");
    }

    @Test
    void shouldWriteQueueWithOnlyTheFieldsThatApply() {
        final QueueDecisionEncoder queue =
                new QueueDecisionEncoder()
                        .wrapAndApplyHeader(buffer, OFFSET, header)
                        .seq(1)
                        .at(2)
                        .cause(3)
                        .task(4)
                        .reason(QueueReason.NO_INSTANCE)
                        .kind(Kind.NULL_VAL)
                        .deficit(QueueDecisionEncoder.deficitNullValue())
                        .priceToBeat(QueueDecisionEncoder.priceToBeatNullValue())
                        .rival(QueueDecisionEncoder.rivalNullValue())
                        .instance(QueueDecisionEncoder.instanceNullValue())
                        .units(QueueDecisionEncoder.unitsNullValue())
                        .deadline(QueueDecisionEncoder.deadlineNullValue());
        written("{'seq':1,'at':2,'cause':3,'decision':'queue','task':4,'reason':'NO_INSTANCE'}");
        queue.reason(QueueReason.OUTBID).kind(Kind.ACCELERATOR).deficit(5).priceToBeat(6).rival(7);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'queue','task':4,'reason':'OUTBID','kind':'accelerator','deficit':5,"
                        + "'priceToBeat':6,'rival':7}");
        queue.reason(QueueReason.HELD).instance(1L << 32).units(8).deadline(9);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'queue','task':4,'reason':'HELD','kind':'accelerator','deficit':5,"
                        + "'priceToBeat':6,'rival':7,'instance':4294967296,'units':8,'deadline':9}");
    }

    @Test
    void shouldWriteRejectWithChargeWhereTheTaskRan() {
        final RejectDecisionEncoder reject =
                new RejectDecisionEncoder()
                        .wrapAndApplyHeader(buffer, OFFSET, header)
                        .seq(1)
                        .at(2)
                        .cause(3)
                        .task(4)
                        .reason(RejectReason.EXPIRED)
                        .kind(Kind.NULL_VAL)
                        .deficit(RejectDecisionEncoder.deficitNullValue())
                        .priceToBeat(RejectDecisionEncoder.priceToBeatNullValue())
                        .rival(RejectDecisionEncoder.rivalNullValue())
                        .charge(RejectDecisionEncoder.chargeNullValue())
                        .cost(RejectDecisionEncoder.costNullValue());
        written("{'seq':1,'at':2,'cause':3,'decision':'reject','task':4,'reason':'EXPIRED'}");
        reject.charge(0).cost(9);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'reject','task':4,'reason':'EXPIRED','charge':0,'cost':9}");
    }

    @Test
    void shouldWriteGrantWithRangesByKind() {
        final GrantDecisionEncoder grant =
                new GrantDecisionEncoder()
                        .wrapAndApplyHeader(buffer, OFFSET, header)
                        .seq(1)
                        .at(2)
                        .cause(3)
                        .instance(4)
                        .task(5)
                        .units(6)
                        .margin(-7)
                        .slope(8);
        final GrantDecisionEncoder.VrusEncoder vrus = grant.vrusCount(3);
        vrus.next().kind(Kind.VCPU).first(0).last(3);
        vrus.next().kind(Kind.VCPU).first(5).last(5);
        vrus.next().kind(Kind.MEMORY).first(8).last(15);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'grant','task':5,'instance':4,'units':6,"
                        + "'vrus':{'vcpu':[[0,3],[5,5]],'memory':[[8,15]]},'margin':-7,'slope':8}");
    }

    @Test
    void shouldWriteRevoke() {
        new RevokeDecisionEncoder()
                .wrapAndApplyHeader(buffer, OFFSET, header)
                .seq(1)
                .at(2)
                .cause(3)
                .instance(4)
                .task(5)
                .units(0)
                .margin(0)
                .slope(0)
                .reason(RevokeReason.BUDGET_EXHAUSTED)
                .deadline(9)
                .vrusCount(1)
                .next()
                .kind(Kind.MEMORY)
                .first(1)
                .last(2);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'revoke','task':5,'instance':4,'units':0,"
                        + "'vrus':{'memory':[[1,2]]},'margin':0,'slope':0,'reason':'BUDGET_EXHAUSTED','deadline':9}");
    }

    @Test
    void shouldWriteComplete() {
        new CompleteDecisionEncoder()
                .wrapAndApplyHeader(buffer, OFFSET, header)
                .seq(1)
                .at(2)
                .cause(3)
                .task(4)
                .reason(CompleteReason.FAILED)
                .charge(5)
                .cost(6)
                .duration(7);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'complete','task':4,'reason':'FAILED','charge':5,'cost':6,'duration':7}");
    }

    @Test
    void shouldWritePrice() {
        new PriceDecisionEncoder()
                .wrapAndApplyHeader(buffer, OFFSET, header)
                .seq(1)
                .at(2)
                .cause(3)
                .instance(4)
                .kind(Kind.VCPU)
                .price(5);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'price','instance':4,'kind':'vcpu','price':5}");
    }

    @Test
    void shouldWriteWhatTheSwarmDoes() {
        final SwarmDecisionEncoder swarm =
                new SwarmDecisionEncoder()
                        .wrapAndApplyHeader(buffer, OFFSET, header)
                        .seq(1)
                        .at(2)
                        .cause(3)
                        .instance(4)
                        .pool(5)
                        .action(SwarmAction.READY)
                        .reason(SwarmReason.REGISTERED)
                        .normalisedCost(6)
                        .fleet(SwarmDecisionEncoder.fleetNullValue())
                        .deadline(SwarmDecisionEncoder.deadlineNullValue());
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'ready','instance':4,'pool':5,'reason':'REGISTERED','normalisedCost':6}");
        swarm.action(SwarmAction.INTERRUPT)
                .reason(SwarmReason.COST_REACHED_BID)
                .fleet(7)
                .deadline(8);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'interrupt','instance':4,'pool':5,'reason':'COST_REACHED_BID',"
                        + "'normalisedCost':6,'fleet':7,'deadline':8}");
    }

    @Test
    void shouldWriteFlag() {
        new FlagDecisionEncoder()
                .wrapAndApplyHeader(buffer, OFFSET, header)
                .seq(1)
                .at(2)
                .cause(3)
                .task(4)
                .finding(Finding.DEADLINE_MISSED)
                .recommendedUnits(5)
                .waste(6);
        written(
                "{'seq':1,'at':2,'cause':3,'decision':'flag','task':4,'finding':'DEADLINE_MISSED',"
                        + "'recommendedUnits':5,'waste':6}");
    }

    @Test
    void shouldHashExactlyTheBytesWritten() {
        for (int i = 0; i < 5_000; i++) {
            new PriceDecisionEncoder()
                    .wrapAndApplyHeader(buffer, OFFSET, header)
                    .seq(i)
                    .at(2)
                    .cause(3)
                    .instance(4)
                    .kind(Kind.VCPU)
                    .price(5L * i * i);
            writer.onDecision(buffer, OFFSET, 0);
        }
        final long digest = writer.digest();
        assertEquals(XxHash64.hash(out.toByteArray(), 0, out.size(), 0), digest);
    }
}

package io.swarmbid.host.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Four tasks that bid for one machine of four vCPUs, as in the documentation's example. */
final class War {
    private static final String TEXT =
            """
            {'at':0,'cmd':'pool','id':1,'name':'box','cost':40000000,'weight':1,'stock':0,'vrus':{'vcpu':4},\
            'activationDelay':0,'activationCost':0,'billingQuantum':0}
            {'at':0,'cmd':'instance','id':1,'pool':1}
            {'at':0,'cmd':'task','id':1,'customer':'ann','class':'batch','bid':60000000,'work':7200000000000,\
            'min':1,'max':4,'bundle':{'vcpu':1},'speedup':{'tablePpm':[1000000,1900000,2600000,3100000]}}
            {'at':600000000000,'cmd':'task','id':2,'customer':'bob','class':'web','bid':25000000,\
            'work':3600000000000,'min':1,'max':2,'bundle':{'vcpu':1}}
            {'at':1200000000000,'cmd':'task','id':3,'customer':'cay','class':'batch','bid':20500000,\
            'work':3600000000000,'min':1,'max':1,'bundle':{'vcpu':1}}
            {'at':1800000000000,'cmd':'task','id':4,'customer':'dan','class':'train','bid':30000000,\
            'work':3600000000000,'min':3,'max':3,'bundle':{'vcpu':1}}
            """;

    private War() {}

    static Path write(final Path directory) throws IOException {
        return Files.writeString(directory.resolve("war.jsonl"), TEXT.replace('\'', '"'));
    }
}

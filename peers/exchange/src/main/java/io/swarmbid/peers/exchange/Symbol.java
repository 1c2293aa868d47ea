package io.swarmbid.peers.exchange;

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.api.ApiAddUser;
import exchange.core2.core.common.api.ApiAdjustUserBalance;
import exchange.core2.core.common.api.binary.BatchAddSymbolsCommand;
import exchange.core2.core.common.cmd.CommandResultCode;

/** What is traded, and the accounts of those who trade. */
final class Symbol {
    private static final int VRU = 10;
    private static final int MONEY = 20;

    /** More than all rounds need. */
    private static final long PLENTY = 1L << 52;

    private Symbol() {}

    static CoreSymbolSpecification specification() {
        return CoreSymbolSpecification.builder()
                .symbolId(Orders.SYMBOL)
                .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
                .baseCurrency(VRU)
                .quoteCurrency(MONEY)
                .baseScaleK(1)
                .quoteScaleK(1)
                .build();
    }

    /** Opens the market. */
    static void open(final ExchangeApi api) {
        succeeded(api.submitBinaryDataAsync(new BatchAddSymbolsCommand(specification())).join());
        account(api, Orders.CUSTOMER, MONEY);
        account(api, Orders.PROVIDER, VRU);
    }

    private static void account(final ExchangeApi api, final long user, final int currency) {
        succeeded(api.submitCommandAsync(ApiAddUser.builder().uid(user).build()).join());
        succeeded(
                api.submitCommandAsync(
                                ApiAdjustUserBalance.builder()
                                        .uid(user)
                                        .currency(currency)
                                        .amount(PLENTY)
                                        .transactionId(user)
                                        .build())
                        .join());
    }

    private static void succeeded(final CommandResultCode code) {
        if (code != CommandResultCode.SUCCESS) {
            throw new IllegalStateException("the market does not open: " + code);
        }
    }
}
